"""Execution: graphql-core's, with lists of plain objects completed by compiled functions."""

from schema.execution.executor import CompiledExecutor

__all__ = ["CompiledExecutor"]

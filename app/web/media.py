"""Media types as headers write them."""

UTF8 = ("utf-8", "utf8")


def media_type(text: str) -> tuple[str, dict[str, str]]:
    """`type/subtype` and its parameters, all in lower case."""
    kind, *told = (part.strip().lower() for part in text.split(";"))
    parameters: dict[str, str] = {}
    for parameter in told:
        name, _, value = parameter.partition("=")
        parameters[name.strip()] = value.strip().strip('"')
    return kind, parameters


def is_utf8(parameters: dict[str, str]) -> bool:
    """Whether that is the charset, said or left out."""
    return parameters.get("charset", UTF8[0]) in UTF8

"""Where Batlas may listen, and what of its settings would open it to others."""

from typing import Any

import pytest

from app.settings import Settings, read_settings
from app.web.hosts import check_hosts, hosts_of
from rules.errors import InvalidInput

ANYWHERE = "0.0.0.0"  # noqa: S104 - what is looked at


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param({"host": ANYWHERE}, "without sign-in.*BATLAS_SIGN_IN=true", id="in-the-open-without-sign-in"),
        pytest.param({"host": ANYWHERE, "allowed_hosts": ("a.example",)}, "without sign-in", id="names-are-no-sign-in"),
        pytest.param({"host": ANYWHERE, "sign_in": True}, "BATLAS_ALLOWED_HOSTS", id="without-names"),
        pytest.param({"allowed_hosts": ("*",)}, "without sign-in any web page", id="any-name-without-sign-in"),
        pytest.param({"allowed_hosts": ("a.*.example",), "sign_in": True}, r"'a\.\*\.example'", id="star-inside"),
        pytest.param({"allowed_hosts": ("https://a.example",)}, "without scheme", id="name-with-a-scheme"),
        pytest.param({"allowed_hosts": ("a.example:8000",)}, "without scheme and port", id="name-with-a-port"),
        pytest.param({"allowed_origins": ("*",)}, "BATLAS_ALLOWED_ORIGINS", id="every-page"),
        pytest.param({"allowed_origins": ("app.example",)}, "BATLAS_ALLOWED_ORIGINS", id="page-without-a-scheme"),
        pytest.param({"allowed_origins": ("https://app.example/",)}, "BATLAS_ALLOWED_ORIGINS", id="page-with-a-path"),
        pytest.param({"allowed_origins": ("null",)}, "BATLAS_ALLOWED_ORIGINS", id="a-page-from-a-file"),
    ],
)
def test_settings_that_would_open_batlas_to_others_are_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        check_hosts(Settings(**given))


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="loopback"),
        pytest.param({"host": ANYWHERE, "sign_in": True, "allowed_hosts": ("a.example", "*.b.example")}, id="names"),
        pytest.param({"host": ANYWHERE, "sign_in": True, "allowed_hosts": ("*",)}, id="any-name"),
        pytest.param({"host": ANYWHERE, "oidc_issuer": "https://id.example", "allowed_hosts": ("10.0.0.7",)}, id="by-issuer"),
        pytest.param({"allowed_hosts": ("batlas.internal",)}, id="a-name-of-a-proxy-on-this-machine"),
        pytest.param({"allowed_origins": ("http://localhost:5173", "https://app.example")}, id="pages"),
    ],
)  # fmt: skip
def test_settings_that_open_it_to_those_who_may_are_taken(given: dict[str, Any]) -> None:
    check_hosts(Settings(**given))


def test_words_of_a_setting_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BATLAS_ALLOWED_HOSTS", "a.example, b.example,")
    monkeypatch.setenv("BATLAS_OIDC_ALGORITHMS", "ES256")
    monkeypatch.setenv("BATLAS_ALLOWED_ORIGINS", "")
    settings = read_settings()
    assert settings.allowed_hosts == ("a.example", "b.example")
    assert (settings.oidc_algorithms, settings.allowed_origins) == (("ES256",), ())
    assert hosts_of(settings)[-2:] == ["a.example", "b.example"]
    monkeypatch.setenv("BATLAS_SIGN_IN", "perhaps")
    with pytest.raises(InvalidInput, match="BATLAS_SIGN_IN"):
        read_settings()

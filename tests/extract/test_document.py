"""The version of all that a document depends on."""

import pytest

from vnpolicy.extract import document


@pytest.fixture
def stage():
    document.stage.cache_clear()
    yield document.stage
    document.stage.cache_clear()


def test_stage(stage) -> None:
    first = stage()
    assert len(first) == 16
    assert int(first, 16) >= 0
    stage.cache_clear()
    assert stage() == first


@pytest.mark.parametrize(
    ("name", "value"), [("_PACKAGES", ("text",)), ("_LIBRARIES", ()), ("version", lambda library: "9.9")]
)
def test_stage_is_of_all_files_and_libraries(stage, monkeypatch, name: str, value: object) -> None:
    first = stage()
    stage.cache_clear()
    monkeypatch.setattr(document, name, value)
    assert stage() != first

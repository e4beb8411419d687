"""Settings: defaults, environment, and every wrong value told at once."""

from dataclasses import fields
from pathlib import Path

import pytest

from assistant.settings import AssistantSettings
from corpus.settings import CorpusSettings
from index.settings import DEFAULT_EMBEDDER, IndexSettings
from tests.ui.conftest import InProcess
from ui.settings import InvalidSettings, load_settings


def test_an_empty_environment_gives_the_defaults_of_the_classes() -> None:
    settings = load_settings({})
    assert settings.index == IndexSettings()
    assert settings.assistant == AssistantSettings()
    assert settings.corpus == CorpusSettings(settings.corpus.data_dir)
    assert settings.corpus.data_dir.is_absolute()
    assert settings.corpus.data_dir.name == "assistant-aesh"


def test_an_empty_value_is_the_same_as_none() -> None:
    names = ("AESH_DATA_DIR", "AESH_EMBEDDER", "AESH_CHROMA_URL", "AESH_MIN_EVIDENCE")
    assert load_settings(dict.fromkeys(names, "")) == load_settings({})


def test_each_variable_reaches_its_setting(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "AESH_DATA_DIR": str(tmp_path / "données"),
            "AESH_EMBEDDER": str(tmp_path),
            "AESH_CHROMA_URL": "https://chroma.example:8443",
            "AESH_MIN_EVIDENCE": "0,25",
        }
    )
    assert settings.corpus.data_dir == tmp_path / "données"
    assert settings.index.embedder == str(tmp_path)
    assert settings.index.chroma_url == "https://chroma.example:8443"
    assert settings.assistant.min_evidence == 0.25


def test_the_real_environment_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AESH_DATA_DIR", str(tmp_path))
    assert load_settings().corpus.data_dir == tmp_path


def test_a_tilde_in_the_data_folder_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert load_settings({"AESH_DATA_DIR": "~/aesh"}).corpus.data_dir == tmp_path / "aesh"


@pytest.mark.parametrize("given", ["0", "1", "0.5", " 0.5 ", "1e-3"])
def test_an_evidence_between_zero_and_one_is_taken(given: str) -> None:
    assert load_settings({"AESH_MIN_EVIDENCE": given}).assistant.min_evidence == float(given)


WRONG = {
    "AESH_EMBEDDER": ["modele-inconnu", "/dossier/absent"],
    "AESH_CHROMA_URL": ["localhost:8000", "ftp://serveur"],
    "AESH_MIN_EVIDENCE": ["-0.1", "1.1", "beaucoup", "nan", "inf"],
    "AESH_DATA_DIR": ["~personne-de-ce-nom/aesh"],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_refused_by_its_name(name: str, value: str) -> None:
    with pytest.raises(InvalidSettings) as caught:
        load_settings({name: value})
    assert name in caught.value.detail


def test_all_wrong_values_are_told_at_once() -> None:
    with pytest.raises(InvalidSettings) as caught:
        load_settings({"AESH_EMBEDDER": "x", "AESH_CHROMA_URL": "y", "AESH_MIN_EVIDENCE": "z"})
    assert all(name in caught.value.detail for name in ("AESH_EMBEDDER", "AESH_CHROMA_URL", "AESH_MIN_EVIDENCE"))
    assert DEFAULT_EMBEDDER in caught.value.detail


@pytest.mark.parametrize(
    "command", [("demander", "paie"), ("documents", "lister"), ("indexer",), ("diagnostic",), ("chercher", "x")]
)
def test_a_person_reads_all_wrong_settings_in_one_sentence(
    command: tuple[str, ...], aesh: InProcess, index_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AESH_EMBEDDER", "modele-inconnu")
    monkeypatch.setenv("AESH_MIN_EVIDENCE", "beaucoup")
    ran = aesh(index_copy, *command)
    assert ran.out == ""
    assert "AESH_EMBEDDER" in ran.sentence
    assert "AESH_MIN_EVIDENCE" in ran.sentence


def test_a_data_folder_that_is_a_file_is_told_and_left_alone(aesh: InProcess, tmp_path: Path) -> None:
    taken = tmp_path / "fichier"
    taken.write_text("à moi", "utf-8")
    assert str(taken) in aesh(taken, "indexer").sentence
    assert taken.read_text("utf-8") == "à moi"


def test_a_folder_that_holds_no_model_is_told(
    aesh: InProcess, index_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AESH_EMBEDDER", str(tmp_path))
    assert "AESH_EMBEDDER" in aesh(index_copy, "demander", "Combien de temps dure la période d'essai ?").sentence


@pytest.mark.parametrize("layer", [CorpusSettings, IndexSettings, AssistantSettings], ids=lambda layer: layer.__name__)
def test_every_setting_has_a_french_help_text(layer: type) -> None:
    for setting in fields(layer):
        assert setting.metadata["help"].endswith(".")

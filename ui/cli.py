"""The command line: ``aesh …``."""

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from assistant.question import clean_question
from corpus.errors import AppError
from ui import cli_batch, cli_documents, cli_references
from ui.bootstrap import Application
from ui.cli_french import FrenchCommand, FrenchGroup, usage_sentence
from ui.cli_model import tell_what_would_be_sent
from ui.cli_output import hit_row, notice, prepare_streams, progress_bar, write_answer, write_json, write_table
from ui.messages import french
from ui.settings import load_settings

if TYPE_CHECKING:
    from index.builder import BuildReport

app = typer.Typer(
    cls=FrenchGroup,
    add_completion=False,
    rich_markup_mode=None,
    help="Assistant des AESH : des réponses citées, sur cet ordinateur, sans réseau.",
)
documents = typer.Typer(cls=FrenchGroup, rich_markup_mode=None, help="Ajouter, lister, montrer ou retirer des documents.")
app.add_typer(documents, name="documents")

_INTERRUPTED = 130
"""What Typer returns in place of KeyboardInterrupt."""

AsJson = Annotated[bool, typer.Option("--json", help="Écrire le résultat en JSON.")]


def application() -> Application:
    """Build the application from the environment."""
    return Application(load_settings())


def _ready() -> Application:
    """Return the application with an index, built now when there is none."""
    current = application()
    with progress_bar("Préparation de l'index") as report:
        current.ensure_index(report, lambda: notice("Première utilisation : l'index est préparé (une minute environ)."))
    return current


@app.command(cls=FrenchCommand)
def demander(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="La question, entre guillemets.")] = None,
    lot: Annotated[str | None, typer.Option("--lot", help="Fichier JSONL de questions, ou - pour l'entrée standard.")] = None,
    envoyer: Annotated[
        bool, typer.Option("--envoyer", help="Accepter l'envoi du texte masqué à un modèle de langue distant.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Répondre à une question, ou à un lot de questions."""
    if lot is not None:
        raise typer.Exit(cli_batch.answer_batch(_ready(), lot))
    if question is None:
        notice("Il manque : QUESTION. Essayez « --help ».")
        raise typer.Exit(2)
    current = _ready()
    tell_what_would_be_sent(current, question, consent=envoyer)
    answer = current.ask(question, consent=envoyer)
    write_json(answer.to_json()) if as_json else write_answer(answer)


@app.command(cls=FrenchCommand)
def chercher(
    query: Annotated[str, typer.Argument(metavar="TEXTE", help="Ce qu'il faut chercher.")],
    k: Annotated[int, typer.Option("--k", min=1, help="Nombre de passages.")] = 10,
    as_json: AsJson = False,
) -> None:
    """Montrer les passages trouvés, avec leurs scores."""
    wanted = clean_question(query)
    current = _ready()
    hits = current.search(wanted, k)
    if as_json:
        manifest = current.manifest()
        write_json({"query": query, "passages": [hit_row(hit) for hit in hits], "index": cli_documents.index_row(manifest)})
        return
    rows = [
        [str(h.rank), h.passage.document_title, h.passage.section_title, _score(h.dense), _score(h.lexical), _score(h.fused)]
        for h in hits
    ]
    write_table("Passages trouvés", ["Rang", "Document", "Section", "Sens", "Mots", "Score"], rows)


def _score(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


@app.command(cls=FrenchCommand)
def verifier(
    fichier: Annotated[str, typer.Argument(metavar="FICHIER", help="Fichier à lire, ou - pour l'entrée standard.")],
    rapport: Annotated[
        Path | None,
        typer.Option("--rapport", help="Écrire aussi un rapport .docx, .csv ou .json."),
    ] = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplacer un rapport qui existe déjà.")] = False,
    jour: Annotated[
        str | None,
        typer.Option("--date", help="Jour du statut, AAAA-MM-JJ ; aujourd'hui sinon."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Vérifier les références réglementaires d'un fichier : en vigueur, abrogées, mal datées."""
    wanted = cli_references.Wanted(fichier, jour, rapport, replace=ecraser, as_json=as_json)
    raise typer.Exit(cli_references.check(application(), wanted))


@app.command(cls=FrenchCommand)
def texte(
    query: Annotated[str, typer.Argument(metavar="TEXTE", help="Article, numéro, NOR, date ou mots du titre.")],
    as_json: AsJson = False,
) -> None:
    """Montrer un texte du registre, son statut et les fiches qui reposent sur lui."""
    raise typer.Exit(cli_references.show_texts(application(), query, as_json=as_json))


@app.command(cls=FrenchCommand)
def indexer(
    reconstruire: Annotated[bool, typer.Option("--reconstruire", help="Tout refaire depuis les documents.")] = False,
    as_json: AsJson = False,
) -> None:
    """Mettre l'index à jour."""
    with progress_bar("Indexation") as report:
        result = application().update_index(report, rebuild=reconstruire)
    if as_json:
        write_json(_report_row(result))
    else:
        notice(
            f"Index à jour : {result.documents} documents, {result.passages} passages "
            f"({result.embedded} vecteurs calculés, {result.reused} repris)."
        )


def _report_row(report: "BuildReport") -> dict[str, Any]:
    return {name: getattr(report, name) for name in ("generation", "documents", "passages", "embedded", "reused", "removed")}


@app.command(cls=FrenchCommand)
def interface(port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port local.")] = 7860) -> None:
    """Ouvrir l'assistant dans le navigateur, sur cet ordinateur seulement."""
    from ui.web import serve

    current = _ready()
    serve(current, port, lambda url: notice(f"L'assistant est ouvert : {url} (Ctrl+C pour fermer)."))


@app.command(cls=FrenchCommand)
def evaluer(
    fichier: Annotated[Path | None, typer.Argument(metavar="FICHIER", help="Questions de référence (YAML).")] = None,
    partie: Annotated[Literal["tune", "test", "toutes"], typer.Option("--partie", help="tune, test ou toutes.")] = "test",
    rapport: Annotated[
        Path | None,
        typer.Option("--rapport", help="Dossier du rapport HTML et de ses images ; « evaluation » des données sinon."),
    ] = None,
    enregistrer: Annotated[bool, typer.Option("--enregistrer", help="Prendre ces chiffres pour valeurs attendues.")] = False,
    as_json: AsJson = False,
) -> None:
    """Mesurer la qualité des réponses sur des questions de référence."""
    from ui import cli_quality

    wanted = cli_quality.Wanted(fichier, partie, rapport, record=enregistrer, as_json=as_json)
    raise typer.Exit(cli_quality.evaluate_file(_ready(), wanted))


@app.command(cls=FrenchCommand)
def diagnostic(as_json: AsJson = False) -> None:
    """Dire ce qui est installé, l'état de l'index et ce qu'il faut réparer."""
    from ui import cli_diagnosis

    raise typer.Exit(cli_diagnosis.diagnose(application(), as_json=as_json))


@app.command("installer-modele", cls=FrenchCommand)
def installer_modele() -> None:
    """Installer les poids du modèle d'embeddings, là où aucun paquet ne les apporte."""
    from index.fetch_weights import fetch_weights

    notice(f"Modèle présent : {fetch_weights(application().models_folder).name}")


@documents.command("ajouter", cls=FrenchCommand)
def ajouter(
    chemins: Annotated[list[Path], typer.Argument(metavar="CHEMIN", help="Fichiers ou dossiers.")], as_json: AsJson = False
) -> None:
    """Ajouter des fichiers (ou tous ceux d'un dossier) et mettre l'index à jour."""
    raise typer.Exit(cli_documents.add(application(), chemins, as_json=as_json))


@documents.command("lister", cls=FrenchCommand)
def lister(
    ajoutes: Annotated[bool, typer.Option("--ajoutes", help="Seulement les documents ajoutés.")] = False,
    as_json: AsJson = False,
) -> None:
    """Lister les fiches fournies et les documents ajoutés."""
    cli_documents.list_all(application(), added_only=ajoutes, as_json=as_json)


@documents.command("montrer", cls=FrenchCommand)
def montrer(
    identifiant: Annotated[str, typer.Argument(metavar="ID", help="Identifiant donné par « lister ».")], as_json: AsJson = False
) -> None:
    """Montrer le texte d'un document tel qu'il est cité."""
    cli_documents.show(application(), identifiant, as_json=as_json)


@documents.command("retirer", cls=FrenchCommand)
def retirer(
    identifiant: Annotated[str, typer.Argument(metavar="ID", help="Identifiant donné par « lister ».")], as_json: AsJson = False
) -> None:
    """Retirer un document ajouté et mettre l'index à jour."""
    cli_documents.remove(application(), identifiant, as_json=as_json)


def run(arguments: list[str]) -> int:
    """Run the command line; return its exit code: 0 done, 1 error, 2 bad usage. Never a traceback."""
    prepare_streams()
    logging.getLogger().addHandler(logging.NullHandler())  # what a library says of a bad file in English is not for a person
    try:
        code = app(arguments, standalone_mode=False)
        if code == _INTERRUPTED:
            raise KeyboardInterrupt
    except typer.Exit as stop:
        return stop.exit_code
    except (typer.Abort, KeyboardInterrupt):
        notice("Interrompu : rien n'est perdu, relancez la commande pour continuer.")
        return 1
    except AppError as error:
        notice(french(error))
        return 1
    except BrokenPipeError:  # the reader of our output has left, as « | head » does
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001  the edge of the program: no traceback reaches a person
        if hasattr(error, "exit_code"):  # Typer's own usage errors
            notice(usage_sentence(error))
            return 2
        notice(french(error))
        return 1
    return code if isinstance(code, int) else 0

"""The tab « À propos »: what the assistant rests on, said plainly."""

import gradio as gr

from ui.bootstrap import Application

_HONESTY = """
## Ce qu'est cet assistant

Il répond avec des phrases prises telles quelles dans ses documents ; chaque phrase renvoie au passage dont elle vient.
Quand il ne trouve pas de passage, il le dit et indique à qui demander.

**Les fiches fournies ne sont pas des textes officiels.** Elles ont été rédigées pour ce projet à partir de textes
officiels. Chaque section nomme ces textes avec leur statut (en vigueur, modifié, abrogé, remplacé), un lien officiel quand il
est connu, la date de vérification et un degré de confiance. Avant d'écrire un courrier ou un recours, relisez l'article en
vigueur sur Légifrance.

Rien ne sort de cet ordinateur : ni vos questions, ni vos documents. L'assistant ne donne pas de conseil juridique personnel ;
un syndicat, le gestionnaire de votre contrat ou un avocat peuvent le faire.
"""


def about_tab(application: Application) -> None:
    """Lay out the tab."""
    gr.Markdown(_HONESTY)
    gr.Markdown(coverage(application))


def coverage(application: Application) -> str:
    """Return what the starter corpus covers, in Markdown."""
    sheets = application.sheets
    sections = sum(len(sheet.sections) for sheet in sheets)
    checked = max((sheet.verified_on or "" for sheet in sheets), default="")
    rows = "\n".join(f"- {sheet.title} ({_count(len(sheet.sections))})" for sheet in sheets)
    return (
        f"## Ce que couvrent les fiches\n\n{len(sheets)} fiches, {sections} questions, "
        f"{len(application.register.entries)} textes au registre ; dernière vérification le {checked}.\n\n{rows}"
    )


def _count(questions: int) -> str:
    return f"{questions} question{'s' if questions > 1 else ''}"

"""The tab « À propos »: what the assistant rests on, said plainly."""

import gradio as gr

from ui.bootstrap import Application
from ui.web_coverage import ORDERS, Coverage

_SEARCHES = "Exemples : 2017-084, L. 917-1, cadre de gestion, abrogé"
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
    """Lay out the tab and wire the search among the texts."""
    coverage = Coverage(application.register, application.sheets, application.today().isoformat())
    gr.Markdown(_HONESTY)
    gr.HTML(coverage.totals(), elem_id="couverture", apply_default_css=False)
    gr.Markdown("## Les textes")
    with gr.Row():
        query = gr.Textbox(label="Chercher un texte", placeholder=_SEARCHES, lines=1, max_lines=1, elem_id="chercher-texte")
        order = gr.Dropdown(ORDERS, value=ORDERS[0], label="Trier par", filterable=False, elem_id="trier-textes")
    texts = gr.HTML(coverage.texts(), elem_id="textes", apply_default_css=False)
    gr.HTML(coverage.sheet_table(), elem_id="fiches", apply_default_css=False)
    for event, name in ((query.input, "chercher_texte"), (order.input, "trier_textes")):
        event(
            coverage.texts,
            [query, order],
            [texts],
            api_name=name,
            api_visibility="private",
            show_progress="hidden",
            trigger_mode="always_last",
        )

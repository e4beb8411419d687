"""What the terminal says of a language model that runs elsewhere: what would be sent, before it is."""

from corpus.errors import AppError
from ui.bootstrap import Application
from ui.cli_output import notice
from ui.messages import french


def tell_what_would_be_sent(application: Application, question: str, *, consent: bool) -> None:
    """Show on stderr, when consent is still wanted, the masked question and how to agree to its sending."""
    if application.language_model is None:
        return
    try:
        preview = application.language_model.outgoing.preview([question], consent=consent)
    except AppError as error:
        notice(french(error))
        return
    if preview:
        notice(
            f"Modèle de langue distant ({preview.destination}) : sans votre accord, rien ne lui est envoyé. Avec votre accord, "
            f"ce texte le serait, avec les passages trouvés : « {preview.text} ». Pour l'envoyer, ajoutez --envoyer ; pour "
            "l'accepter toujours, mettez AESH_LLM_CONSENT=oui."
        )

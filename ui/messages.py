# ruff: noqa: E501  one sentence a line reads better than sentences cut in pieces
"""Every French sentence that tells of a failure, each with its next step."""

from assistant import errors as assistant_errors
from assistant.llm import errors as llm_errors
from assistant.question import MAX_CHARACTERS
from corpus import errors as corpus_errors
from corpus.errors import AppError
from corpus.limits import MAX_BYTES, MAX_PAGES
from corpus.loader import FORMATS
from index import errors as index_errors
from ui.settings import InvalidSettings


class PortTaken(AppError):
    """Another program listens on the port."""

    retry_helps = True


REBUILD = "aesh indexer --reconstruire"

FRENCH: dict[type[AppError], str] = {
    corpus_errors.DocumentNotFound: "Introuvable : « {detail} ». Vérifiez le chemin du fichier, ou l'identifiant avec « aesh documents lister ».",
    corpus_errors.EmptyDocument: "« {detail} » est vide : choisissez un fichier qui contient du texte.",
    corpus_errors.UnknownFormat: "« {detail} » n'est pas d'un format lu ("
    + ", ".join(FORMATS)
    + ") : convertissez-le, en PDF par exemple.",
    corpus_errors.MisnamedDocument: "« {detail} » n'est pas du format que dit son nom : ouvrez-le avec le logiciel qui l'a fait, enregistrez-le en .docx, .odt ou .pdf, puis recommencez.",
    corpus_errors.UnknownEncoding: "« {detail} » n'est pas un texte lisible : enregistrez-le en UTF-8, puis recommencez.",
    corpus_errors.DamagedDocument: "« {detail} » est abîmé ou incomplet : téléchargez-le de nouveau à sa source, puis recommencez.",
    corpus_errors.EncryptedDocument: "« {detail} » est protégé par un mot de passe : enregistrez-en une copie sans protection, puis recommencez avec elle.",
    corpus_errors.DocumentWithoutText: "« {detail} » ne contient que des images : passez-le par une reconnaissance de caractères (OCR), puis recommencez.",
    corpus_errors.DocumentTooLarge: f"« {{detail}} » est trop gros (limites : {MAX_BYTES // 1_048_576} Mo, {MAX_PAGES} pages) : découpez-le, puis recommencez avec chaque partie.",
    corpus_errors.UnreadableDocument: "« {detail} » ne peut pas être lu : essayez avec une autre copie du fichier.",
    corpus_errors.EmptyFolder: "Le dossier « {detail} » ne contient aucun fichier lisible ("
    + ", ".join(FORMATS)
    + ") : indiquez-en un autre.",
    corpus_errors.StarterDocument: "« {detail} » est une fiche fournie avec l'assistant : seuls les documents ajoutés peuvent être retirés, choisissez-en un avec « aesh documents lister --ajoutes ».",
    corpus_errors.DamagedDataFolder: "Un fichier du dossier de données est abîmé : « {detail} ». Supprimez son dossier, puis ajoutez de nouveau le document.",
    corpus_errors.DataFolderRefused: "Le dossier de données « {detail} » ne peut pas être écrit : libérez de la place ou changez AESH_DATA_DIR.",
    corpus_errors.InvalidCorpusFile: "Erreur dans {detail}{line} : {fault}. Corrigez ce fichier ou réinstallez l'assistant.",
    corpus_errors.CorpusError: "Un document ne peut pas être utilisé : « {detail} ». Lancez « aesh diagnostic ».",
    index_errors.IndexMissing: "L'index n'existe pas encore : lancez « aesh indexer ».",
    index_errors.IndexDamaged: f"L'index est abîmé : lancez « {REBUILD} » ; vos documents ajoutés sont conservés.",
    index_errors.IndexMismatch: f"L'index a été fait avec un autre modèle ({{detail}}) : lancez « {REBUILD} ».",
    index_errors.IndexLocked: "Une autre commande écrit l'index : attendez qu'elle finisse, puis recommencez.",
    index_errors.EmbedderUnavailable: "Le modèle d'embeddings est introuvable ou illisible : lancez « aesh installer-modele » ou vérifiez AESH_EMBEDDER.",
    index_errors.RerankerUnavailable: "Le modèle de classement « {detail} » est introuvable ou illisible : vérifiez AESH_RERANKER, ou retirez-le.",
    index_errors.SearchError: f"La recherche a échoué : lancez « {REBUILD} ».",
    assistant_errors.EmptyQuestion: "La question est vide : écrivez-la en une phrase.",
    assistant_errors.QuestionTooLong: f"La question est trop longue ({{detail}} caractères, {MAX_CHARACTERS} au plus) : résumez-la, ou ajoutez le texte comme document.",
    assistant_errors.InvalidGoldenFile: "Le fichier de questions a une erreur : {detail}. Corrigez-la, puis recommencez.",
    llm_errors.ModelNameRefused: "AESH_LLM ne nomme pas un modèle (« {detail} ») : écrivez fournisseur:modèle, comme ollama:mistral-small.",
    llm_errors.ProviderUnknown: "Le fournisseur « {detail} » de AESH_LLM est inconnu : écrivez ollama:…, openai:… ou mistralai:….",
    llm_errors.ProviderMissing: "Le paquet du modèle de langue manque ({detail}) : lancez « pip install -c requirements.lock '.[llm]' ».",
    llm_errors.ModelKeyMissing: "Le modèle de langue demande une clé : mettez-la dans AESH_LLM_KEY, ou retirez AESH_LLM.",
    llm_errors.ModelKeyRefused: "Le serveur du modèle de langue refuse la clé : vérifiez AESH_LLM_KEY.",
    llm_errors.ModelUnknown: "Le serveur ne connaît pas ce modèle de langue : vérifiez AESH_LLM et AESH_LLM_URL.",
    llm_errors.ModelUnreachable: "Le modèle de langue est injoignable : vérifiez qu'il est lancé, et AESH_LLM_URL.",
    llm_errors.ModelTimeout: "Le modèle de langue n'a pas répondu à temps ({detail} s) : recommencez, ou augmentez AESH_LLM_TIMEOUT.",
    llm_errors.ModelBusy: "Le serveur du modèle de langue est occupé : recommencez dans quelques minutes.",
    llm_errors.ModelFailed: "Le modèle de langue a échoué ({detail}) : recommencez, ou lancez « aesh diagnostic ».",
    llm_errors.ModelHijacked: "Le modèle de langue a suivi d'autres consignes que les siennes et a été arrêté : relisez la question et les documents ajoutés.",
    llm_errors.MaskingMissing: "Rien n'est envoyé : le paquet qui masque les noms manque, lancez « pip install -c requirements.lock '.[masquage]' ».",
    llm_errors.PromptDamaged: "Le fichier de consignes « {detail} » est abîmé : réinstallez l'assistant.",
    llm_errors.LanguageModelError: "Le modèle de langue ne peut pas être utilisé : lancez « aesh diagnostic », ou retirez AESH_LLM.",
    assistant_errors.AssistantError: "La question ne peut pas être traitée : reformulez-la.",
    InvalidSettings: "Réglages refusés : {detail}. Corrigez ces variables d'environnement.",
    PortTaken: "Le port {detail} est déjà pris par un autre programme : fermez-le, ou choisissez un autre port avec --port.",
}
"""One sentence for each error class; a subclass without its own has the one of its parent."""

UNEXPECTED = "Une erreur imprévue s'est produite ({detail}) : lancez « aesh diagnostic », puis recommencez."


FAULTS = {
    "not_yaml": "ce n'est pas du YAML ({value})",
    "missing_field": "il manque « {value} »",
    "unknown_field": "la rubrique « {value} » n'existe pas",
    "wrong_value": "valeur refusée, « {value} »",
    "impossible_date": "« {value} » n'est pas une date du calendrier (AAAA-MM-JJ)",
    "duplicate_id": "l'identifiant « {value} » est déjà pris",
    "duplicate_nor": "deux textes ont le numéro NOR {value}",
    "duplicate_text": "« {value} » est là deux fois",
    "unknown_text": "le registre n'a pas de texte « {value} »",
    "inconsistent_status": "le statut de « {value} » ne va pas avec les textes qui le remplacent ou l'abrogent",
    "no_fact": "la rubrique « {value} » ne repose sur aucun fait",
}
"""What is wrong in a sheet or in the register, by ``InvalidCorpusFile.fault``."""


def french(error: BaseException) -> str:
    """Return the sentence a person reads for ``error``."""
    values = {"detail": getattr(error, "detail", "")}
    if isinstance(error, corpus_errors.InvalidCorpusFile):
        values["line"] = f", ligne {error.line}" if error.line else ""
        values["fault"] = FAULTS[error.fault].format(value=error.value)
    for kind in type(error).__mro__:
        if kind in FRENCH:
            return FRENCH[kind].format(**values)
    return UNEXPECTED.format(detail=type(error).__name__)

"""What is said when there is no evidence: whom to ask."""

NO_EVIDENCE = (
    "Je n'ai trouvé aucun passage qui réponde à cette question dans les documents que je connais, et je préfère ne pas deviner."
)
"""The refusal: one constant for the logic, the screens and the tests."""

WHOM_TO_ASK = {
    "remuneration": "Pour la paie : le gestionnaire de votre contrat (DSDEN, ou établissement employeur).",
    "contrat": "Pour le contrat : le gestionnaire de votre contrat (DSDEN, ou établissement employeur), ou un syndicat.",
    "absences": "Pour une absence : votre direction d'école ou d'établissement, puis le gestionnaire de votre contrat.",
    "temps": "Pour les horaires : le coordonnateur du PIAL, puis le gestionnaire de votre contrat.",
    "missions": "Pour les missions : l'AESH référent ou le coordonnateur du PIAL.",
    "referent": "Pour les référents : le service école inclusive de la DSDEN.",
    "organisation": "Pour l'organisation : le coordonnateur du PIAL ou le service école inclusive de la DSDEN.",
    "scolarisation": "Pour un élève : l'enseignant référent, ou la MDPH pour une notification.",
    "droits": "Pour défendre un droit : un syndicat, ou le service des ressources humaines de la DSDEN.",
}
_DEFAULT = "À qui demander : l'AESH référent de votre secteur, le coordonnateur du PIAL ou le gestionnaire de votre contrat."


def refusal_message(theme: str | None) -> str:
    """Return the refusal with the persons to ask for questions of ``theme``."""
    return f"{NO_EVIDENCE} {WHOM_TO_ASK.get(theme or '', _DEFAULT)}"


def out_of_scope_message(label: str, redirect: str) -> str:
    """Return the refusal of a question about a subject next to the corpus, with the right door."""
    return (
        f"Cette question semble porter sur {label}, que mes documents ne couvrent pas : je préfère ne pas deviner. {redirect}"
    )

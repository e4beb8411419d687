"""PDF files made for the tests, from invented text."""

from collections.abc import Sequence

from fpdf import FPDF


def text_pdf(pages: Sequence[str], locked_by: str | None = None) -> bytes:
    """Return a PDF with one page for each text; it opens only with ``locked_by``, when given."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=12)
    if locked_by is not None:
        pdf.set_encryption(owner_password=f"{locked_by}-owner", user_password=locked_by)
    for text in pages:
        pdf.add_page()
        pdf.multi_cell(0, 8, text)
    return bytes(pdf.output())


def drawn_pdf() -> bytes:
    """Return a PDF whose pages hold a drawing and no text, like a scan."""
    pdf = FPDF()
    for _ in range(2):
        pdf.add_page()
        pdf.rect(20, 20, 100, 60)
    return bytes(pdf.output())

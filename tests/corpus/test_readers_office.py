"""DOCX and ODT files, made here with python-docx and odfdo, or byte by byte when they must be bad."""

import random
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import docx
import odfdo
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from corpus import limits
from corpus.blocks import Block
from corpus.errors import (
    DamagedDocument,
    DocumentTooLarge,
    DocumentWithoutText,
    EmptyDocument,
    EncryptedDocument,
    MisnamedDocument,
    UnreadableDocument,
)
from corpus.loader import load_document, read_file
from tests.corpus.support import body

FRENCH = "L’été à l’école, l’élève « coûte » 12 €. Ça œuvre déjà, où que naïf."
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63f8cfc0f01f0005000201"
    "3bb6ee560000000049454e44ae426082"
)


def outline(path: Path) -> list[tuple[str, str, int]]:
    return [(block.kind, block.text, block.level) for block in read_file(path).blocks]


def text(path: Path) -> list[str]:
    return [block.text for block in read_file(path).blocks]


def word(path: Path, document: docx.document.Document) -> Path:
    document.save(str(path))
    return path


def word_of(path: Path, xml: str) -> Path:
    """Write a DOCX whose body is ``xml``."""
    document = docx.Document()
    fragment = parse_xml(f"<w:body {nsdecls('w', 'wp', 'a', 'm')}>{xml}</w:body>")
    for element in reversed(list(fragment)):
        document.element.body.insert(0, element)
    return word(path, document)


def writer(path: Path, xml: str, title: str = "") -> Path:
    """Write an ODT whose body is ``xml``."""
    document = odfdo.Document("text")
    document.body.clear()
    section = odfdo.Element.from_tag(f"<text:section>{xml}</text:section>")
    for element in section.children:
        document.body.append(element)
    document.meta.title = title
    document.save(path)
    return path


def lines(*texts: str) -> str:
    """Return paragraphs of an ODT."""
    return "".join(f"<text:p>{line}</text:p>" for line in texts)


def table_row(*cells: str) -> str:
    """Return a table of an ODT with one row; each of ``cells`` is made of paragraphs."""
    row = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f'<table:table table:name="T"><table:table-row>{row}</table:table-row></table:table>'


def rezipped(path: Path, changed: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> Path:
    """Write some members of a zip anew, or more of them."""
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()} | dict(changed)
    with ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def small_word(path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Les congés")
    document.add_paragraph(FRENCH)
    return word(path, document)


def small_writer(path: Path) -> Path:
    return writer(path, f'<text:h text:outline-level="1">Les congés</text:h><text:p>{FRENCH}</text:p>')


SMALL: dict[str, Callable[[Path], Path]] = {"docx": small_word, "odt": small_writer}
MAIN_PART = {"docx": "word/document.xml", "odt": "content.xml"}


@pytest.fixture(params=SMALL)
def small(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a small good file of each format."""
    return SMALL[request.param](tmp_path / f"note.{request.param}")


# What a document holds


def test_a_word_document_keeps_its_parts_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Le  guide"
    document.add_heading("Guide des AESH", 0)
    document.add_heading("Le temps de travail", 1)
    document.add_paragraph("Avant la liste.\nUne autre ligne.")
    document.add_paragraph("un", style="List Bullet")
    document.add_paragraph("deux", style="List Number 2")
    table = document.add_table(rows=2, cols=3)
    for row, words in zip(table.rows, (("Échelon", "Indice", ""), ("1", "", "366")), strict=True):
        for cell, value in zip(row.cells, words, strict=True):
            cell.text = value
    table.rows[1].cells[2].add_paragraph("points")
    document.add_heading("Les pauses", 2)
    document.add_paragraph("Après.")
    path = word(tmp_path / "a.docx", document)
    assert read_file(path).metadata == {"title": "Le guide"}
    assert outline(path) == [
        ("heading", "Guide des AESH", 0),
        ("heading", "Le temps de travail", 1),
        ("text", "Avant la liste. Une autre ligne.", 0),
        ("item", "un", 0),
        ("item", "deux", 0),
        ("text", "Échelon | Indice", 0),
        ("text", "1 | | 366 points", 0),
        ("heading", "Les pauses", 2),
        ("text", "Après.", 0),
    ]
    assert [(section.path, section.title, body(load_document(path), section)) for section in load_document(path).sections] == [
        (
            ("Guide des AESH",),
            "Le temps de travail",
            "Avant la liste. Une autre ligne.\n\n- un\n- deux\n\nÉchelon | Indice\n\n1 | | 366 points",
        ),
        (("Guide des AESH", "Le temps de travail"), "Les pauses", "Après."),
    ]


WRITER = """
<text:p text:style-name="Title">Guide des AESH</text:p>
<text:h text:outline-level="1">Le temps<text:s/>de <text:span>travail</text:span></text:h>
<text:p>Avant<text:tab/>la liste.<text:line-break/>
Une <text:a xlink:href="https://exemple.fr">autre</text:a><text:s text:c="3"/>ligne.
</text:p>
<text:list><text:list-item><text:p>un</text:p><text:p>suite</text:p>
<text:list><text:list-item><text:p>dessous</text:p></text:list-item></text:list>
</text:list-item><text:list-item><text:p>deux</text:p></text:list-item></text:list>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/><table:table-header-rows><table:table-row>
<table:table-cell><text:p>Échelon</text:p></table:table-cell><table:table-cell><text:p>Indice</text:p></table:table-cell><table:table-cell/>
</table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell/>
<table:table-cell><text:p>366</text:p><text:p>points</text:p></table:table-cell></table:table-row></table:table>
<text:section text:name="S"><text:h text:outline-level="2">Les pauses</text:h><text:p>Après.</text:p></text:section>
"""


def test_a_writer_document_keeps_its_parts_in_order(tmp_path: Path) -> None:
    path = writer(tmp_path / "a.odt", WRITER, "Le  guide")
    assert read_file(path).metadata == {"title": "Le guide"}
    assert outline(path) == [
        ("heading", "Guide des AESH", 0),
        ("heading", "Le temps de travail", 1),
        ("text", "Avant la liste. Une autre ligne.", 0),
        ("item", "un", 0),
        ("text", "suite", 0),
        ("item", "dessous", 0),
        ("item", "deux", 0),
        ("text", "Échelon | Indice", 0),
        ("text", "1 | | 366 points", 0),
        ("heading", "Les pauses", 2),
        ("text", "Après.", 0),
    ]
    document = load_document(path)
    assert [(section.path, section.title) for section in document.sections] == [
        (("Guide des AESH",), "Le temps de travail"),
        (("Guide des AESH", "Le temps de travail"), "Les pauses"),
    ]


def test_french_is_read_letter_for_letter(small: Path) -> None:
    document = load_document(small)
    assert (document.title, document.text) == ("Les congés", f"Les congés\n\n{FRENCH}")
    assert document == load_document(small)


def test_a_word_document_without_properties_has_no_made_up_title(tmp_path: Path) -> None:
    path = small_word(tmp_path / "a.docx")
    with ZipFile(path) as archive:
        relations = archive.read("_rels/.rels")
    start = relations.index(b"<Relationship ", relations.index(b"core-properties") - 150)
    rezipped(path, {"_rels/.rels": relations[:start] + relations[relations.index(b"/>", start) + 2 :]})
    assert read_file(path).metadata == {}


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Titre 2", 2),
        ("titre3", 3),
        ("heading 4", 4),
        ("Titre", 0),
        ("Sous-titre", None),
        ("Titre 2 bis", None),
        ("toc 1", None),
    ],
)
def test_the_name_of_a_word_style_tells_a_heading(name: str, level: int | None, tmp_path: Path) -> None:
    document = docx.Document()
    if name != "heading 4":
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("La mienne", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[name]
    document.add_heading("Avant")
    document.add_paragraph("Dedans", style=name)
    document.add_paragraph("De même", style="La mienne")
    based = ("text", "De même", 0) if not level else ("heading", "De même", level)  # a title is no base of its own kind
    own = [] if name == "toc 1" else [("text", "Dedans", 0) if level is None else ("heading", "Dedans", level)]
    assert outline(word(tmp_path / "a.docx", document)) == [("heading", "Avant", 1), *own, based]


def test_an_outline_level_is_stronger_than_the_style(tmp_path: Path) -> None:
    level = '<w:p><w:pPr>{style}<w:outlineLvl w:val="{level}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    xml = level.format(style="", level=2, text="Trois")
    xml += level.format(style='<w:pStyle w:val="Heading1"/>', level=9, text="Du texte")
    assert outline(word_of(tmp_path / "a.docx", xml)) == [("heading", "Trois", 3), ("text", "Du texte", 0)]


def test_styles_based_on_each_other_end(tmp_path: Path) -> None:
    document = docx.Document()
    one, two = (document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH) for name in ("Un", "Deux"))
    one.base_style, two.base_style = two, one
    document.add_paragraph("Texte.", style="Un")
    assert text(word(tmp_path / "a.docx", document)) == ["Texte."]


def test_the_styles_of_writer_tell_a_heading_too(tmp_path: Path) -> None:
    path = writer(
        tmp_path / "a.odt",
        '<text:p text:style-name="Heading_20_3">Trois</text:p><text:p text:style-name="P1">Le titre</text:p>'
        '<text:p text:style-name="P2">Deux</text:p><text:p text:style-name="P3">Texte.</text:p><text:h>Sans niveau</text:h>',
    )
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{parent}"/>'
        for name, parent in (("P1", "Title"), ("P2", "Heading_20_2"), ("P3", "P3"))
    )
    with ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    start, end = content.index("<office:automatic-styles"), content.index("<office:body")
    content = f"{content[:start]}<office:automatic-styles>{styles}</office:automatic-styles>{content[end:]}"
    assert outline(rezipped(path, {"content.xml": content.encode()})) == [
        ("heading", "Trois", 3),
        ("heading", "Le titre", 0),
        ("heading", "Deux", 2),
        ("text", "Texte.", 0),
        ("heading", "Sans niveau", 1),
    ]


def test_a_long_heading_is_a_paragraph(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Court")
    document.add_heading("Un paragraphe entier mis en titre par erreur. " * 8)
    assert [kind for kind, _, _ in outline(word(tmp_path / "a.docx", document))] == ["heading", "text"]


# Documents without heading styles

PLAIN = ("GUIDE DES CONGÉS", "Une phrase entière, avec son point.", "1. Principe", "Le principe.\nEncore.", "- un point")


@pytest.mark.parametrize("name", SMALL)
def test_without_heading_styles_the_layout_tells(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{name}"
    if name == "docx":
        document = docx.Document()
        for paragraph in PLAIN:
            document.add_paragraph(paragraph)
        document.add_paragraph("Horaires")
        document.add_table(rows=1, cols=2)
        document.tables[0].rows[0].cells[0].text, document.tables[0].rows[0].cells[1].text = "Lundi", "8 h"
        document.add_paragraph("Un élément court", style="List Bullet")
        word(path, document)
    else:
        paragraphs = lines(*(line.replace("\n", "<text:line-break/>") for line in (*PLAIN, "Horaires")))
        item = f"<text:list><text:list-item>{lines('Un élément court')}</text:list-item></text:list>"
        writer(path, paragraphs + table_row(lines("Lundi"), lines("8 h")) + item)
    assert outline(path) == [
        ("heading", "GUIDE DES CONGÉS", 9),
        ("text", "Une phrase entière, avec son point.", 0),
        ("heading", "1. Principe", 9),
        ("text", "Le principe.", 0),
        ("text", "Encore.", 0),
        ("item", "un point", 0),
        ("heading", "Horaires", 9),
        ("text", "Lundi | 8 h", 0),
        ("item", "Un élément court", 0),
    ]
    assert all(block.pages == () for block in read_file(path).blocks)


def test_a_title_alone_leaves_the_rest_to_the_layout(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Le guide", 0)
    document.add_paragraph("Les congés")
    document.add_paragraph("Une règle, longue ou courte.")
    assert outline(word(tmp_path / "a.docx", document)) == [
        ("heading", "Le guide", 0),
        ("heading", "Les congés", 9),
        ("text", "Une règle, longue ou courte.", 0),
    ]


# Changes, notes, and what stands beside the text

RUN = "<w:r><w:t>{}</w:t></w:r>"


def paragraph(*runs: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{''.join(runs)}</w:p>"


def test_changes_of_word_are_read_as_accepted(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1"><w:r><w:delText>supprimé </w:delText></w:r></w:del>'
    moved_from = f'<w:moveFrom w:id="3">{RUN.format("parti ")}</w:moveFrom>'
    moved_to = f'<w:moveTo w:id="4">{RUN.format("arrivé ")}</w:moveTo>'
    inserted = f'<w:ins w:id="2">{RUN.format("ajouté ")}</w:ins>'
    xml = paragraph(RUN.format("Du texte "), deleted, inserted, moved_from, moved_to, RUN.format("ici."))
    xml += paragraph(RUN.format("Coupé"), mark='<w:del w:id="5"/>') + paragraph(RUN.format(" puis rejoint."))
    xml += paragraph(deleted, mark='<w:del w:id="6"/>') + paragraph(RUN.format("Fin"), mark='<w:del w:id="7"/>')
    assert text(word_of(tmp_path / "a.docx", xml)) == ["Du texte ajouté arrivé ici.", "Coupé puis rejoint.", "Fin"]


def test_a_deleted_row_of_word_is_not_shown(tmp_path: Path) -> None:
    cells = f"<w:tc>{paragraph(RUN.format('un'))}</w:tc><w:tc>{paragraph(RUN.format('deux'))}</w:tc>"
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cells.replace("un", "parti")}</w:tr>'
    inserted = f'<w:tr><w:trPr><w:ins w:id="2"/></w:trPr>{cells}</w:tr>'
    assert text(word_of(tmp_path / "a.docx", f"<w:tbl>{gone}{inserted}</w:tbl>")) == ["un | deux"]


def test_changes_of_writer_are_read_as_accepted(tmp_path: Path) -> None:
    xml = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info/><text:p>supprimé</text:p>'
        '</text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion><office:change-info/>'
        "</text:insertion></text:changed-region></text:tracked-changes>"
        '<text:p>Du texte <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>ajouté'
        '<text:change-end text:change-id="c2"/> ici.</text:p>'
    )
    assert text(writer(tmp_path / "a.odt", xml)) == ["Du texte ajouté ici."]


def with_notes(document: docx.document.Document, relation: str, xml: str) -> None:
    name = "footnotes" if relation == RELATIONSHIP_TYPE.FOOTNOTES else "endnotes"
    kind = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    blob = f"<w:{name} {nsdecls('w')}>{xml}</w:{name}>".encode()
    part = Part(PackURI(f"/word/{name}.xml"), kind, blob, document.part.package)
    document.part.relate_to(part, relation)


def test_notes_of_word_stand_below_what_calls_them(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Les congés")
    first, last = document.add_paragraph("Un congé"), document.add_paragraph("Fin.")
    table = document.add_table(rows=1, cols=2)
    cell = table.rows[0].cells
    cell[0].text, cell[1].text = "Lundi", "8 h"
    for target, kind, number in ((first, "footnote", "1"), (cell[0].paragraphs[0], "endnote", "1"), (last, "footnote", "9")):
        target._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{number}"/></w:r>'))
    first.add_run(" par an.")
    itself = '<w:r><w:footnoteRef/><w:footnoteReference w:id="1"/></w:r>'
    notes = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    notes += f'<w:footnote w:id="1"><w:p>{itself}{RUN.format(" Sauf")}</w:p><w:p>{RUN.format("en mai.")}</w:p></w:footnote>'
    with_notes(document, RELATIONSHIP_TYPE.FOOTNOTES, notes)
    with_notes(
        document, RELATIONSHIP_TYPE.ENDNOTES, f'<w:endnote w:id="1"><w:p>{RUN.format("Heure d’hiver.")}</w:p></w:endnote>'
    )
    assert text(word(tmp_path / "a.docx", document)) == [
        "Les congés",
        "Un congé par an.",
        "Note : Sauf en mai.",
        "Fin.",
        "Lundi | 8 h",
        "Note : Heure d’hiver.",
    ]


def test_notes_of_writer_stand_below_what_calls_them(tmp_path: Path) -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    foot, end = note.format(lines("Sauf", "en mai.")), note.format(lines("Heure d’hiver."))
    xml = '<text:h text:outline-level="1">Les congés</text:h>' + lines(f"Un congé{foot} par an.", "Fin.")
    xml += table_row(lines(f"Lundi{end}"), lines("8 h"))
    assert text(writer(tmp_path / "a.odt", xml)) == [
        "Les congés",
        "Un congé par an.",
        "Note : Sauf en mai.",
        "Fin.",
        "Lundi | 8 h",
        "Note : Heure d’hiver.",
    ]


def test_links_boxes_and_content_controls_of_word_keep_their_text(tmp_path: Path) -> None:
    link = f'<w:hyperlink w:anchor="x">{RUN.format("un lien")}</w:hyperlink>'
    field = f'<w:fldSimple w:instr="DATE">{RUN.format("2026")}</w:fldSimple><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>'
    boxed = f"<w:txbxContent>{paragraph(RUN.format('Dans le cadre.'))}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    choice = f"<mc:Choice><w:drawing><wp:align>left</wp:align>{boxed}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback>"
    box = f'<w:r><mc:AlternateContent xmlns:mc="{mc}">{choice}{fallback}</mc:AlternateContent></w:r>'
    end = "<w:r><w:noBreakHyphen/><w:tab/><w:t>fin</w:t></w:r>"
    xml = paragraph(RUN.format("Voir "), link, RUN.format(", en "), field, box, end)
    xml += f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(RUN.format('Un contrôle.'))}</w:sdtContent></w:sdt>"
    framed = paragraph(RUN.format("Un encadré.")) + paragraph(RUN.format("Deux lignes."))
    xml += f"<w:tbl><w:tr><w:tc>{framed}</w:tc></w:tr></w:tbl>"
    assert text(word_of(tmp_path / "a.docx", xml)) == [
        "Voir un lien, en 2026- fin",
        "Dans le cadre.",
        "Un contrôle.",
        "Un encadré.",
        "Deux lignes.",
    ]


def test_boxes_in_one_paragraph_or_in_each_other_are_read_once(tmp_path: Path) -> None:
    def box(*inside: str) -> str:
        return f"<w:r><w:pict><w:txbxContent>{''.join(inside)}</w:txbxContent></w:pict></w:r>"

    nested = box(paragraph(RUN.format("Deux."), box(paragraph(RUN.format("Trois.")))))
    xml = paragraph(RUN.format("Coupé "), mark='<w:del w:id="1"/>')
    xml += paragraph(RUN.format("ici."), box(paragraph(RUN.format("Un."))), nested) + paragraph(RUN.format("Fin."))
    expected = ["Coupé ici.", "Un.", "Deux.", "Trois.", "Fin."]
    assert text(word_of(tmp_path / "a.docx", xml)) == expected

    def frame(*inside: str) -> str:
        return f"<draw:frame><draw:text-box>{lines(*inside)}</draw:text-box></draw:frame>"

    inner = frame("Un.") + frame(f"Deux.{frame('Trois.')}")
    assert text(writer(tmp_path / "a.odt", lines(f"Coupé ici.{inner}", "Fin."))) == expected


def test_boxes_of_writer_keep_their_text_and_comments_stay_out(tmp_path: Path) -> None:
    comment = f"<!-- un commentaire --><office:annotation>{lines('à relire')}</office:annotation>"
    frame = f"<draw:frame><draw:text-box>{lines('Dans le cadre.')}</draw:text-box><svg:title>Une image</svg:title></draw:frame>"
    contents = f"<text:table-of-content><text:index-body>{lines('Voir 12')}</text:index-body></text:table-of-content>"
    xml = lines(f"Voir{comment} ici.{frame}") + contents
    xml += f'<text:section text:name="C" text:display="none">{lines("Caché")}</text:section>'
    xml += table_row(lines("Un encadré.", "Deux lignes."))
    xml += f'<inconnu:p xmlns:inconnu="urn:inconnu">{lines("Plus loin.")}</inconnu:p>'
    assert text(writer(tmp_path / "a.odt", xml)) == [
        "Voir ici.",
        "Dans le cadre.",
        "Un encadré.",
        "Deux lignes.",
        "Plus loin.",
    ]


# What is refused


def test_zero_bytes_are_empty(small: Path) -> None:
    small.write_bytes(b"")
    with pytest.raises(EmptyDocument) as caught:
        load_document(small)
    assert caught.value.detail == small.name


def test_a_document_without_text_is_empty(tmp_path: Path) -> None:
    for path in (word_of(tmp_path / "a.docx", paragraph(RUN.format(" "))), writer(tmp_path / "a.odt", "<text:p> </text:p>")):
        with pytest.raises(EmptyDocument):
            load_document(path)


def test_pictures_without_text_are_told_apart(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_picture(BytesIO(PIXEL))
    picture = rezipped(writer(tmp_path / "a.odt", "<text:p/>"), {"Pictures/a.png": PIXEL})
    for path in (word(tmp_path / "a.docx", document), picture):
        with pytest.raises(DocumentWithoutText):
            load_document(path)


OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
OTHER_KINDS = {
    "an old .doc": OLE + "WordDocument".encode("utf-16-le"),
    "a PDF": b"%PDF-1.7\n1 0 obj",
    "rich text": b"{\\rtf1 Bonjour}",
    "a page": b"\xef\xbb\xbf<html>",
    "flat XML": b'<?xml version="1.0"?><office:document/>',
}


@pytest.mark.parametrize("content", OTHER_KINDS.values(), ids=OTHER_KINDS.keys())
def test_another_kind_of_file_is_told(content: bytes, small: Path) -> None:
    small.write_bytes(content)
    with pytest.raises(MisnamedDocument) as caught:
        load_document(small)
    assert caught.value.detail == small.name


def test_another_kind_of_zip_is_told(small: Path, tmp_path: Path) -> None:
    other = SMALL["odt" if small.suffix == ".docx" else "docx"](tmp_path / "autre")
    for content in (other.read_bytes(), _zip({"a.txt": b"x"}), _zip({})):
        small.write_bytes(content)
        with pytest.raises(MisnamedDocument):
            load_document(small)


def _zip(members: Mapping[str, bytes]) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_workbook_or_a_file_with_macros_is_no_word_document(tmp_path: Path) -> None:
    for kind in (b"spreadsheetml.sheet.main+xml", b"ms-word.document.macroEnabled.main+xml"):
        path = small_word(tmp_path / "a.docx")
        with ZipFile(path) as archive:
            types = archive.read("[Content_Types].xml")
        rezipped(path, {"[Content_Types].xml": types.replace(b"wordprocessingml.document.main+xml", kind)})
        with pytest.raises(MisnamedDocument):
            load_document(path)


def test_a_calc_sheet_is_no_writer_document(tmp_path: Path) -> None:
    odfdo.Document("spreadsheet").save(tmp_path / "a.ods")
    (tmp_path / "a.ods").rename(tmp_path / "a.odt")
    with pytest.raises(MisnamedDocument):
        load_document(tmp_path / "a.odt")


def test_a_password_is_asked_for_by_office(small: Path) -> None:
    small.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le") + bytes(512))
    with pytest.raises(EncryptedDocument):
        load_document(small)


def test_a_password_is_asked_for_by_writer(tmp_path: Path) -> None:
    path = small_writer(tmp_path / "a.odt")
    manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    rezipped(path, {"META-INF/manifest.xml": manifest, "content.xml": zlib.compress(b"secret")})
    with pytest.raises(EncryptedDocument) as caught:
        load_document(path)
    assert caught.value.detail == "a.odt"


def test_a_password_is_asked_for_by_the_zip(small: Path) -> None:
    content = small.read_bytes()
    start = content.index(b"PK\x01\x02") + 8
    small.write_bytes(content[:start] + b"\x01" + content[start + 1 :])
    with pytest.raises(EncryptedDocument):
        load_document(small)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 0.95, 0.999])
def test_a_truncated_file_is_damaged(share: float, small: Path) -> None:
    content = small.read_bytes()
    small.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedDocument) as caught:
        load_document(small)
    assert caught.value.detail == small.name


@pytest.mark.parametrize("content", [b"Ceci n'est pas un document.", b"PK\x03\x04", b"\x00" * 500])
def test_what_is_no_zip_is_damaged(content: bytes, small: Path) -> None:
    small.write_bytes(content)
    with pytest.raises(DamagedDocument):
        load_document(small)


@pytest.mark.parametrize("content", [b"", b"<a", b"<a/>", b"\xff\xfe\x00", b"<a>" * 5000])
def test_a_broken_main_part_is_damaged(content: bytes, small: Path) -> None:
    rezipped(small, {MAIN_PART[small.suffix[1:]]: content})
    with pytest.raises(DamagedDocument):
        load_document(small)


def test_a_compression_that_office_does_not_know_is_damaged(small: Path) -> None:
    with pytest.raises(DamagedDocument):
        load_document(rezipped(small, {}, ZIP_BZIP2))


def test_a_deep_pile_of_tags_is_damaged(tmp_path: Path) -> None:
    depth = 1500
    xml = "<text:span>" * depth + "x" + "</text:span>" * depth
    path = small_writer(tmp_path / "a.odt")
    with ZipFile(path) as archive:
        content = archive.read("content.xml").decode()
    rezipped(path, {"content.xml": content.replace(FRENCH, xml).encode()})
    with pytest.raises(DamagedDocument):
        load_document(path)


# Bombs


def test_a_file_over_the_limit_is_refused(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = small.stat().st_size
    monkeypatch.setattr(limits, "MAX_BYTES", size)
    load_document(small)
    monkeypatch.setattr(limits, "MAX_BYTES", size - 1)
    with pytest.raises(DocumentTooLarge):
        load_document(small)


@pytest.mark.parametrize(("name", "size"), [("zeros.bin", limits.MAX_UNPACKED_BYTES), ("zeros.xml", limits.MAX_MARKUP_BYTES)])
def test_a_zip_that_unpacks_over_a_limit_is_refused(name: str, size: int, small: Path) -> None:
    rezipped(small, {name: bytes(size)})
    assert small.stat().st_size < limits.MAX_BYTES // 100
    with pytest.raises(DocumentTooLarge, match="once unpacked"):
        load_document(small)


def test_the_limit_counts_every_member(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ZipFile(small) as archive:
        size = sum(member.file_size for member in archive.infolist())
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", size)
    load_document(small)
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", size - 1)
    with pytest.raises(DocumentTooLarge):
        load_document(small)


def test_a_zip_that_lies_about_its_sizes_is_damaged(small: Path) -> None:
    rezipped(small, {"zeros.bin": bytes(2_000_000)})
    size = (2_000_000).to_bytes(4, "little")
    content = small.read_bytes()
    assert content.count(size) == 2
    small.write_bytes(content.replace(size, (10).to_bytes(4, "little")))
    with pytest.raises(DamagedDocument):
        load_document(small)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "billion laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>',
    "one entity": '<!DOCTYPE x [<!ENTITY l9 "ha">]>',
    "a file": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>',
    "an address": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">]>',
    "a parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/hostname">%p;]>',
}


def with_entities(path: Path, declared: str, encoding: str) -> Path:
    with ZipFile(path) as archive:
        content = archive.read(MAIN_PART[path.suffix[1:]]).decode()
    declaration, start = f'<?xml version="1.0" encoding="{encoding}"?>', content.index("?>") + 2
    changed = (declaration + declared + content[start:]).replace(FRENCH, "Avant &l9; après.")
    return rezipped(path, {MAIN_PART[path.suffix[1:]]: changed.encode(encoding)})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES.keys())
def test_entities_are_refused(declared: str, encoding: str, small: Path) -> None:
    with pytest.raises(DamagedDocument, match="declares entities"):
        load_document(with_entities(small, declared, encoding))


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "utf-32-le", "utf-32-be"])
def test_encodings_that_would_hide_entities_are_refused(encoding: str, small: Path) -> None:
    main = MAIN_PART[small.suffix[1:]]
    with ZipFile(with_entities(small, ENTITIES["one entity"], encoding)) as archive:
        content = archive.read(main).replace(b"<!", b"+ADwAIQ-")
    assert b"<!ENTITY" not in content
    with pytest.raises(DamagedDocument, match="rare encoding"):
        load_document(rezipped(small, {main: content}))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "iso-8859-15", "windows-1252"])
def test_other_encodings_are_read(encoding: str, small: Path) -> None:
    with_entities(small, "", encoding)
    main = MAIN_PART[small.suffix[1:]]
    with ZipFile(small) as archive:
        content = archive.read(main).decode(encoding).replace("&l9;", "l’été")
    content = content.replace("utf-16-le", "utf-16").replace("’", "'" if encoding == "iso-8859-15" else "’")
    rezipped(small, {main: content.encode(encoding)})
    assert text(small)[1].replace("'", "’") == "Avant l’été après."


def test_a_document_type_without_entities_is_no_obstacle(small: Path) -> None:
    path = with_entities(small, '<!DOCTYPE x PUBLIC "-//x//y" "office.dtd">', "utf-8")
    with ZipFile(path) as archive:
        content = archive.read(MAIN_PART[path.suffix[1:]])
    rezipped(path, {MAIN_PART[path.suffix[1:]]: content.replace(b"&l9;", b"et")})
    assert text(path) == ["Les congés", "Avant et après."]


def test_damage_anywhere_is_read_or_refused_but_never_another_error(small: Path) -> None:
    whole, chance = small.read_bytes(), random.Random(7)  # noqa: S311
    main = MAIN_PART[small.suffix[1:]]
    with ZipFile(small) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    refused = 0
    for turn in range(120):
        name = main if turn % 2 else chance.choice([name for name in members if name.endswith((".xml", ".rels", "mimetype"))])
        # half of the files have sound zips around damaged XML
        damaged = bytearray(members[name] if turn % 4 else whole)
        for _ in range(chance.choice([1, 5, 40]) if damaged else 0):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        small.write_bytes(_zip(members | {name: bytes(damaged)}) if turn % 4 else bytes(damaged))
        try:
            load_document(small)
        except UnreadableDocument:
            refused += 1
    assert 0 < refused < 120


def test_blocks_of_both_formats_are_alike(tmp_path: Path) -> None:
    word_blocks, writer_blocks = (read_file(SMALL[name](tmp_path / f"a.{name}")).blocks for name in SMALL)
    assert word_blocks == writer_blocks == (Block("heading", "Les congés", 1), Block("text", FRENCH))

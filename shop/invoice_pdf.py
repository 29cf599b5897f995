"""An invoice as a PDF, set in a font that has the letters of all European languages."""

from pathlib import Path

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from shop.invoice_paper import Paper
from shop.money import formatted, percent

FONT = Path(__file__).resolve().parent / "fonts" / "DejaVuSans.ttf"
MARGIN = 20  # millimetres, as all lengths here
LINE = 5.5
HEADING = FontFace(color=90)


def render(paper: Paper) -> bytes:
    """The file, in the current language."""
    pdf = FPDF()
    pdf.set_margin(MARGIN)
    pdf.add_font("text", fname=FONT)
    pdf.set_title(paper.title)
    pdf.set_author(paper.seller[0] if paper.seller else "")
    pdf.set_lang(get_language() or "en")
    pdf.set_creation_date(paper.day)
    pdf.add_page()
    _head(pdf, paper)
    _rows(pdf, paper)
    _taxes(pdf, paper)
    return bytes(pdf.output())


def _head(pdf: FPDF, paper: Paper) -> None:
    _write(pdf, 9, paper.seller)
    _write(pdf, 9, [f"{_('Tax number')}: {paper.invoice.tax_number}"] if paper.invoice.tax_number else [])
    pdf.ln(2 * LINE)
    _write(pdf, 11, paper.buyer)
    pdf.ln(2 * LINE)
    _write(pdf, 18, [paper.title])
    pdf.ln(LINE)
    order = paper.order
    _write(
        pdf,
        9,
        [
            f"{_('Date')}: {date_format(localtime(paper.day), 'DATE_FORMAT')}",
            f"{_('Order')}: {order.code}, {date_format(localtime(order.placed_at), 'DATE_FORMAT')}",
        ],
    )
    pdf.ln(LINE)


def _rows(pdf: FPDF, paper: Paper) -> None:
    currency = paper.order.currency
    rows = [[_("Quantity"), _("Product"), _("Price"), _("Tax"), _("Total")]]
    for row in paper.rows:
        price = formatted(row.unit_price, currency) if row.unit_price is not None else ""
        tax = percent(row.tax_percent) if row.tax_percent is not None else ""
        rows.append([str(row.quantity or ""), row.title, price, tax, formatted(row.total, currency)])
    rows.append(["", _("Total"), "", "", formatted(paper.total, currency)])
    _table(pdf, rows, widths=(20, 70, 28, 18, 34), aligns=("RIGHT", "LEFT", "RIGHT", "RIGHT", "RIGHT"))


def _taxes(pdf: FPDF, paper: Paper) -> None:
    if not paper.taxes:
        return
    pdf.ln(LINE)
    currency = paper.order.currency
    rows = [[_("Tax rate"), _("Without tax"), _("Tax"), _("With tax")]]
    rows += [
        [percent(part.percent), *(formatted(amount, currency) for amount in (part.net, part.tax, part.gross))]
        for part in paper.taxes
    ]
    _table(pdf, rows, widths=(40, 43, 43, 44), aligns=("RIGHT",) * 4)


def _table(pdf: FPDF, rows: list[list[str]], *, widths: tuple[int, ...], aligns: tuple[str, ...]) -> None:
    pdf.set_font("text", size=9)
    layout = TableBordersLayout.HORIZONTAL_LINES
    with pdf.table(
        rows,
        col_widths=widths,
        text_align=aligns,
        borders_layout=layout,
        headings_style=HEADING,
        line_height=LINE,
        padding=1,
    ):
        pass


def _write(pdf: FPDF, size: int, lines: list[str]) -> None:
    pdf.set_font("text", size=size)
    for line in lines:
        pdf.multi_cell(0, size * 0.6, line, new_x="LMARGIN", new_y="NEXT")

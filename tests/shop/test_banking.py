"""The account of transfers: its check, and the code that banking apps read."""

from decimal import Decimal

import pytest
import segno
from django.core import checks
from pytest_django import Settings

from shop import banking, payments
from shop.models import Order, PaymentMethod
from tests.factories import make_order

IBAN = "DE89 3704 0044 0532 0130 00"  # the example of the Bundesbank

PAYLOAD = ["BCD", "002", "1", "SCT", "COBADEFFXXX", "Wexmouth Courier", IBAN.replace(" ", "")]


@pytest.fixture
def account(settings: Settings) -> Settings:
    settings.SHOP_BANK_IBAN = IBAN
    settings.SHOP_BANK_BIC = "COBADEFFXXX"
    settings.SHOP_BANK_HOLDER = "Wexmouth Courier"
    return settings


def found(settings: Settings, iban: str, bic: str = "") -> list[str]:
    settings.SHOP_BANK_IBAN, settings.SHOP_BANK_BIC = iban, bic
    return [
        message.msg
        for message in checks.run_checks()
        if isinstance(message.id, str) and message.id.startswith("shop.")
    ]


@pytest.mark.parametrize(
    "iban", ["", IBAN, "de89370400440532013000", "GB33BUKB20201555555555", "NO9386011117947"]
)
def test_account_that_banks_know_passes(settings: Settings, iban: str) -> None:
    assert found(settings, iban, "BUKBGB22") == []


@pytest.mark.parametrize(
    "iban",
    [
        "DE88370400440532013000",
        "DE89370400440532010300",  # two digits the wrong way round
        "DE8937040044053201300",
        "89370400440532013000",
        "DE89-3704-0044-0532-0130-00",
        "DE٨٩370400440532013000",
        "x",
    ],
)
def test_wrong_iban_is_an_error(settings: Settings, iban: str) -> None:
    assert found(settings, iban) == [
        "SHOP_BANK_IBAN: This is no IBAN; a letter or digit is wrong, missing or too many."
    ]


@pytest.mark.parametrize("bic", ["BUKBGB", "BUKBGB2", "BUKB-GB2"])
def test_wrong_bic_is_an_error(settings: Settings, bic: str) -> None:
    assert found(settings, IBAN, bic) == ["SHOP_BANK_BIC: a BIC has 8 or 11 letters and digits."]


def test_no_account_needs_no_settings(settings: Settings) -> None:
    assert banking.account() is None
    assert banking.transfer_code(Order(currency="EUR", total=Decimal(1))) is None


def test_account_prints_its_number_in_groups(account: Settings) -> None:
    ours = banking.account()

    assert ours is not None
    assert ours.grouped_iban == IBAN


def test_site_is_the_holder_where_none_is_named(account: Settings) -> None:
    account.SHOP_BANK_HOLDER = ""

    ours = banking.account()

    assert ours is not None
    assert ours.holder == account.SITE_NAME


def code_of(*fields: str) -> str:
    """The squares of a QR code that says just this."""
    code = segno.make_qr("\n".join(fields).encode(), error="m", boost_error=False)
    return code.svg_inline(scale=4, dark="#000", light="#fff", svgclass=None, lineclass=None)


@pytest.mark.parametrize(
    ("total", "amount"),
    [
        ("25.00", "EUR25"),
        ("25.50", "EUR25.5"),
        ("100", "EUR100"),
        ("0.01", "EUR0.01"),
        ("999999999.99", "EUR999999999.99"),
    ],
)
def test_code_holds_the_fields_of_a_sepa_transfer(account: Settings, total: str, amount: str) -> None:
    order = Order(code="ABCD3EFG", currency="EUR", total=Decimal(total))

    assert banking.transfer_code(order) == code_of(*PAYLOAD, amount, "", "", "ABCD3EFG")


def test_code_names_holders_beyond_ascii(account: Settings) -> None:
    account.SHOP_BANK_HOLDER = "Müller & Søn " * 9
    order = Order(code="ABCD3EFG", currency="EUR", total=Decimal(9))

    name = account.SHOP_BANK_HOLDER[:70]
    assert banking.transfer_code(order) == code_of(
        *PAYLOAD[:5], name.strip(), PAYLOAD[6], "EUR9", "", "", "ABCD3EFG"
    )


@pytest.mark.parametrize("total", ["0.00", "1000000000.00"])
def test_amount_outside_the_limits_has_no_code(account: Settings, total: str) -> None:
    assert banking.transfer_code(Order(code="A", currency="EUR", total=Decimal(total))) is None


def test_other_currencies_have_no_code(account: Settings) -> None:
    assert banking.transfer_code(Order(code="A", currency="USD", total=Decimal(9))) is None


@pytest.mark.django_db
def test_code_asks_for_what_is_missing(account: Settings) -> None:
    order = make_order(currency="EUR")
    payments.receive(order, Decimal(20), method=PaymentMethod.TRANSFER)

    assert banking.transfer_code(order) == code_of(*PAYLOAD, "EUR5", "", "", order.code)

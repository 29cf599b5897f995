"""Stripe's side of the wire, as its own library speaks to it: sessions of Checkout, refunds, idempotency keys, messages."""

import hmac
import json
import time
from collections.abc import Callable
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import stripe

KEY = "sk_test_never-shown-1"
SECRET = "whsec_never-shown-2"
HALF_AN_HOUR, DAY = 1800, 86400
LEAST = 50  # cents of an account in dollars

type Form = dict[str, str]


class StatusError(Exception):
    """An answer other than 200."""

    def __init__(self, status: int, kind: str, message: str, code: str = "") -> None:
        super().__init__(message)
        self.status, self.kind, self.code = status, kind, code


class FakeStripe(stripe.HTTPClient):
    """Answers as Stripe does.

    `is_down` answers nothing, `lost` is how many more answers are lost after the deed, `refund_status` what becomes of
    refunds, `meanwhile` is done while a session is made, `sent` are the requests that came.
    """

    name = "fake"

    def __init__(self) -> None:
        super().__init__()
        self.lock = Lock()
        self.sessions: dict[str, dict[str, Any]] = {}
        self.refunds: dict[str, dict[str, Any]] = {}
        self.kept: dict[str, tuple[tuple[str, Form], dict[str, Any]]] = {}
        self.sent: list[tuple[str, Form]] = []
        self.is_down = False
        self.lost = 0
        self.refund_status = "succeeded"
        self.refusal: StatusError | None = None
        self.meanwhile: Callable[[], object] | None = None

    # What the library calls

    def _sleep_time_seconds(self, num_retries: int) -> float:
        return 0

    def close(self) -> None:
        """There is nothing to close."""

    def request(
        self, method: str, url: str, headers: Any, post_data: Any = None, *, _usage: Any = None
    ) -> tuple[str, int, dict[str, str]]:
        """Answer one request."""
        parts = urlsplit(url)
        form = dict(parse_qsl(post_data or parts.query))
        key = {name.lower(): value for name, value in headers.items()}.get("idempotency-key")
        with self.lock:
            self.sent.append((f"{method} {parts.path}", form))
            if self.is_down:
                raise _broken("Nobody answers.")
            try:
                answer = self._once(method, parts.path, form, key)
            except StatusError as refusal:
                error = {"error": {"type": refusal.kind, "message": str(refusal), "code": refusal.code}}
                return json.dumps(error), refusal.status, {}
            if self.lost:
                self.lost -= 1
                raise _broken("The answer was lost.")
            return json.dumps(answer), 200, {"request-id": "req_1"}

    def _once(self, method: str, path: str, form: Form, key: str | None) -> dict[str, Any]:
        if self.refusal:
            raise self.refusal
        if method == "get" or key is None:
            return self._answer(method, path, form)
        if key not in self.kept:
            self.kept[key] = (path, form), self._answer(method, path, form)
        request, answer = self.kept[key]
        if request != (path, form):
            raise StatusError(400, "idempotency_error", "The key was used for another request.")
        return answer

    def _answer(self, method: str, path: str, form: Form) -> dict[str, Any]:
        name, _, rest = path.removeprefix("/v1/").removeprefix("checkout/").partition("/")
        store = {"sessions": self.sessions, "refunds": self.refunds}[name]
        key, _, act = rest.partition("/")
        if not key and method == "post":
            return self._make_session(form) if name == "sessions" else self._make_refund(form)
        if not key:
            found = [row for row in store.values() if row["payment_intent"] == form["payment_intent"]]
            return {"object": "list", "url": path, "has_more": False, "data": found}
        if key not in store:
            raise StatusError(404, "invalid_request_error", f"No such object: {key}")
        if act == "expire":
            if store[key]["status"] != "open":
                raise StatusError(400, "invalid_request_error", "Only an open session can be expired.")
            store[key]["status"] = "expired"
        return dict(store[key])

    def _make_session(self, form: Form) -> dict[str, Any]:
        lasts = int(form["expires_at"]) - time.time()
        if not HALF_AN_HOUR <= lasts <= DAY:
            raise StatusError(400, "invalid_request_error", "expires_at must be in 30 minutes to 24 hours.")
        lines = [name.removesuffix("[quantity]") for name in form if name.endswith("[quantity]")]
        if self.meanwhile:
            self.meanwhile()
        amount = sum(
            int(form[f"{line}[price_data][unit_amount]"]) * int(form[f"{line}[quantity]"]) for line in lines
        )
        if form["line_items[0][price_data][currency]"] == "usd" and amount < LEAST:
            words = "The Checkout Session's total amount due must add up to at least $0.50 usd"
            raise StatusError(400, "invalid_request_error", words, "amount_too_small")
        key = f"cs_{len(self.sessions) + 1}"
        self.sessions[key] = {
            "id": key,
            "object": "checkout.session",
            "url": f"https://checkout.stripe.com/c/pay/{key}",
            "status": "open",
            "payment_status": "unpaid",
            "payment_intent": None,
            "client_reference_id": form.get("client_reference_id"),
            "currency": form["line_items[0][price_data][currency]"],
            "amount_total": amount,
            "metadata": {},
        }
        return dict(self.sessions[key])

    def _make_refund(self, form: Form) -> dict[str, Any]:
        intent, amount = form["payment_intent"], int(form["amount"])
        paid = sum(row["amount_total"] for row in self.sessions.values() if row["payment_intent"] == intent)
        gone = sum(row["amount"] for row in self.refunds.values() if row["payment_intent"] == intent)
        if amount > paid - gone:
            raise StatusError(
                400, "invalid_request_error", "Refund amount is greater than unrefunded amount."
            )
        key = f"re_{len(self.refunds) + 1}"
        self.refunds[key] = {
            "id": key,
            "object": "refund",
            "payment_intent": intent,
            "amount": amount,
            "currency": "usd",
            "status": self.refund_status,
            "metadata": {"refund": form["metadata[refund]"]} if "metadata[refund]" in form else {},
        }
        return dict(self.refunds[key])

    # What others do at Stripe

    def pay(self, key: str = "cs_1", **other: Any) -> None:
        """A shopper pays a session; `other` is what Stripe says otherwise than it was asked for."""
        paid = {"status": "complete", "payment_status": "paid", "payment_intent": f"pi_{key}"}
        self.sessions[key] |= paid | other

    def give_back(self, intent: str, amount: int, **other: Any) -> str:
        """Somebody of the shop refunds a payment at Stripe's own desk; the refund's number."""
        made = self._make_refund({"payment_intent": intent, "amount": str(amount)})
        self.refunds[made["id"]] |= other
        return str(made["id"])

    def expire(self, key: str = "cs_1") -> None:
        """The time of a session ends."""
        self.sessions[key]["status"] = "expired"

    def made(self) -> int:
        """How often a session or a refund was asked for."""
        return sum(what in {"post /v1/checkout/sessions", "post /v1/refunds"} for what, _form in self.sent)


def _broken(why: str) -> stripe.APIConnectionError:
    return stripe.APIConnectionError(why, should_retry=True)  # type: ignore[no-untyped-call]


def message(kind: str, key: str, number: int = 1, **about: str) -> str:
    """What Stripe reports about an object."""
    said = {"object": {"id": key, **about}}
    event = {"id": f"evt_{number}", "object": "event", "type": kind, "data": said}
    return json.dumps(event)


def signed(body: str, *, secret: str = SECRET, age: int = 0) -> str:
    """The header of a message."""
    at = int(time.time()) - age
    digest = hmac.digest(secret.encode(), f"{at}.{body}".encode(), "sha256").hex()
    return f"t={at},v1={digest}"

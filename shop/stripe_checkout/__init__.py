"""Card payments by Stripe Checkout, where a key is set: a session at Stripe for an order, and what comes of it.

Nothing that Stripe or a browser says is taken on trust: each session and refund is read from Stripe by its number.
"""

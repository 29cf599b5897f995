"""The shop: products, their prices, and carts."""

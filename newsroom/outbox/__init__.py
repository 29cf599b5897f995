"""Outgoing mail: written in the transaction of its cause, sent by the task worker."""

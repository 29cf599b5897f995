"""The worker of background tasks, as it runs beside the server."""

from django_tasks_db.management.commands.db_worker import Worker


def run_waiting_tasks() -> None:
    """Run what is due, one after the other, until nothing is."""
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=20,
        worker_id="test",
        excluded_queue_names=[],
    ).run()

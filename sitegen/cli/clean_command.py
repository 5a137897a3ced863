"""`sitegen clean`: takes away what `build` made, and nothing else."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.options import folder_option, site_folder


@click.command("clean")
@folder_option
@click.option("--output", metavar="DIR", default="public", show_default=True, help="Where the site was written.")
def clean_command(folder: Path | None, *, output: str) -> int:
    """Remove what `build` made, and nothing else: the site's pages and the cache, but no file of yours."""
    from sitegen.lock import hold_lock, remove_cache  # noqa: PLC0415  # `--help` must not pay for it
    from sitegen.output_folder import check_output  # noqa: PLC0415  # likewise
    from sitegen.publish import remove_site  # noqa: PLC0415  # likewise

    root = site_folder(folder)
    place = check_output(root, Path(output))
    with hold_lock(root):
        removed = remove_site(place)
    remove_cache(root)
    click.echo(
        f"Removed {len(removed)} files from {output}/." if removed else f"There was nothing of ours in {output}/."
    )
    return 0

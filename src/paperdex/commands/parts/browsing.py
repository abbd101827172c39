"""A paper -> its page or its code in the browser."""

from paperdex.commands.parts import tell
from paperdex.errors import InputError
from paperdex.paper import Paper


def open_in_browser(paper: Paper, code: bool) -> bool:
    """Open a paper's page, or its code, in the browser; false if no link to it is known.

    Only links over http and https are opened: a listing could hold any other. Raises
    InputError if no browser can be started.
    """
    links = paper.code_urls if code else (paper.url or "",)
    link = next((link for link in links if _is_web(link)), None)
    if link is None:
        tell(f"{paper.id}: no link to its {'code' if code else 'page'} is known")
        return False
    import webbrowser

    tell(f"opening {link}")
    if not webbrowser.open(link):
        raise InputError(f"no browser could be started for {link}")
    return True


def _is_web(link: str) -> bool:
    from urllib.parse import urlsplit  # rarely needed by a search

    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and link.isprintable()

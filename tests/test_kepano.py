"""The preset for kepano's vault: a schema for each of its categories and templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness import TODAY, default_rules
from vaultlint.engine import check
from vaultlint.finding import Diagnostic
from vaultlint.schema.load import load_schemas
from vaultlint.vault import Vault

VAULT = Path(__file__).parents[2] / "shared" / "vaults" / "kepano-obsidian"

CATEGORIES = {
    "Albums": "album",
    "Board games": "board-game",
    "Books": "book",
    "Clippings": "clipping",
    "Companies": "company",
    "Events": "event",
    "Evergreen": "evergreen",
    "Games": "video-game",
    "Journal": "journal",
    "Meetings": "meeting",
    "Movies": "movie",
    "People": "person",
    "Places": "place",
    "Podcast episodes": "podcast-episode",
    "Podcasts": "podcast",
    "Posts": "post",
    "Products": "product",
    "Projects": "project",
    "Recipes": "recipe",
    "Shows": "show",
    "Trips": "trip",
}
TEMPLATES = {
    "Actor": "actor person",
    "Album": "album",
    "App": "app",
    "Author": "author person",
    "Board Game": "board-game",
    "Book": "book",
    "City": "city place",
    "Clipping": "clipping",
    "Coffee": "coffee",
    "Company": "company",
    "Conference Session": "conference-session",
    "Conference": "conference event",
    "Contact": "contact person",
    "Daily Note": "daily-note",
    "Director": "director person",
    "Email": "email",
    "Event": "event",
    "Evergreen": "evergreen",
    "Food": "food",
    "Game Studio": "company game-studio",
    "Genre": "genre",
    "Hosting": "hosting",
    "Job Interview": "job-interview meeting",
    "Journal": "journal",
    "Meditation": "journal meditation",
    "Meeting Type": "meeting-type",
    "Meeting": "meeting",
    "Meetings List": "",  # a view of a person's meetings, without properties
    "Monthly Note": "monthly-note",
    "Movie Genre": "movie-genre",
    "Movie": "movie",
    "Music Genre": "music-genre",
    "Musician": "musician person",
    "People": "person",
    "Place Type": "place-type",
    "Place": "place",
    "Podcast Episode": "podcast-episode",
    "Podcast": "podcast",
    "Post": "post",
    "Product Type": "product-type",
    "Product": "product",
    "Project": "project",
    "Quote": "quote",
    "Real Estate": "place real-estate",
    "Recipe": "recipe",
    "Restaurant": "place restaurant",
    "Show Episode": "show-episode",
    "Show": "show",
    "Stock Trade": "stock-trade",
    "Trip": "trip",
    "Video Game Genre": "video-game-genre",
    "Video Game": "video-game",
}
SCHEMAS = load_schemas({}, ["kepano"])


@pytest.mark.parametrize(("category", "name"), CATEGORIES.items())
def test_a_note_of_a_category_has_its_schema(category: str, name: str) -> None:
    note = f'---\ncategories:\n  - "[[{category}]]"\n---\n'
    vault = Vault.of({"Note.md": note, f"Categories/{category}.md": ""}, schemas=SCHEMAS)
    assert [s.name for s in vault.schemas_of(vault.notes["Note.md"])] == [name]


@pytest.mark.parametrize("names", TEMPLATES.values())
def test_the_example_of_a_template_has_its_schemas(names: str) -> None:
    for name in names.split():
        example = SCHEMAS.by_name[name].examples[0]
        vault = Vault.of({example.path: example.note}, schemas=SCHEMAS)
        found = [s.name for s in vault.schemas_of(vault.notes[example.path])]
        assert name in found


def test_every_schema_is_one_of_a_template_or_of_categories() -> None:
    named = {n for names in TEMPLATES.values() for n in names.split()}
    assert set(SCHEMAS.by_name) == named | {"category", "podcast-episode-clipped"}


@pytest.mark.skipif(not VAULT.is_dir(), reason="the vault is not there")
def test_all_templates_of_the_vault_are_known() -> None:
    files = (VAULT / "Templates").glob("*.md")
    assert {f.stem.removesuffix(" Template") for f in files} == set(TEMPLATES)
    assert {f.stem for f in (VAULT / "Categories").glob("*.md")} == set(CATEGORIES)


@pytest.mark.skipif(not VAULT.is_dir(), reason="the vault is not there")
@pytest.mark.parametrize(("template", "names"), TEMPLATES.items())
def test_a_note_begun_from_a_template_keeps_to_its_schema(template: str, names: str) -> None:
    text = (VAULT / "Templates" / f"{template} Template.md").read_text(encoding="utf-8")
    texts = {"Note.md": text.replace("{{date}}", "2025-08-27")}
    texts |= {f"Categories/{f.name}": "" for f in (VAULT / "Categories").glob("*.md")}
    vault = Vault.of(texts, schemas=SCHEMAS)
    note = vault.notes["Note.md"]
    assert " ".join(s.name for s in vault.schemas_of(note)) == names
    assert note.properties.keys() <= vault.shape_of(note).asked.keys()
    rules = default_rules()
    found = check(vault, lambda _: rules, TODAY, ["Note.md"]).diagnostics
    assert [d for d in found if d.code[:3] in ("SCH", "DAT", "TAG", "YML")] == _missing(found)


def _missing(found: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """A template leaves open what its note is about: a show that is yet to be named."""
    return [d for d in found if d.code == "SCH002" and d.finding.field == "show"]

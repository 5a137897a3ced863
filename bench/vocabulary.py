"""The words of the made-up posts: tags, slots of sentences and the sentences; how they combine is the corpus's."""

from __future__ import annotations

from typing import Final

TAGS: Final = (
    "accessibility", "archives", "bicycles", "bookbinding", "bread", "broadcasts", "ceramics", "chess", "choirs",
    "cinema", "clocks", "codebreaking", "comics", "composting", "drawing", "dyeing", "engraving", "ferries", "folklore",
    "gardens", "glass", "herbs", "instruments", "kites", "knots", "lace", "lanterns", "letters", "lighthouses", "maps",
    "masonry", "meadows", "mending", "museums", "orchards", "paper", "pigments", "poetry", "printing", "puppets",
    "quilts", "repairs", "rivers", "sailing", "soap", "tides", "translation", "typography", "weaving", "woodwork",
)  # fmt: skip
SLOTS: Final[dict[str, tuple[str, ...]]] = {
    "person": (
        "the printer from Aberdeen", "our youngest volunteer", "a retired surveyor", "the keeper of the archive",
        "a class of nine-year-olds", "the woman at the loom", "somebody in the third row", "the ferry's engineer",
        "a choir of strangers", "the evening's chair", "a gardener with muddy boots", "my neighbour at lunch",
        "the translator", "an apprentice bookbinder", "the man who mends clocks", "a student of folklore",
    ),
    "thing": (
        "a tin of brass type", "the oldest map in the building", "an unfinished quilt", "a loaf still warm",
        "half a kite", "the logbook of a lighthouse", "a jar of walnut ink", "three broken clocks", "a box of letters",
        "the model of a tide mill", "a very small puppet", "the second volume", "a bicycle without its chain",
        "a sheet of handmade paper", "the wrong set of keys", "a lantern made of bottles",
    ),
    "place": (
        "the reading room", "the orchard behind the hall", "Whitby", "a shed near Galway", "the top of the stairs",
        "Aarhus", "the harbour office", "the workshop on the quay", "Trieste", "the village school", "the old laundry",
        "Ullapool", "the museum's cellar", "a meadow outside Delft", "the bandstand", "Tromsø",
    ),
    "idea": (
        "patience", "the price of good timber", "a shorter agenda", "how mistakes become style", "the weight of paper",
        "teaching without a blackboard", "keeping things that nobody uses", "the second attempt", "reading aloud",
        "what a repair is allowed to show", "working in the rain", "the names of knots", "asking before drawing",
        "an hour with no plan at all", "the difference between a copy and a fake", "listening",
    ),
    "act": (
        "took notes on", "asked twice about", "had never heard of", "changed every mind concerning", "laughed over",
        "wanted to hear more about", "drew a diagram of", "quietly disagreed about", "wrote a song about",
        "spent the whole break on", "found a better word for", "told us the history of",
    ),
    "when": (
        "before the doors opened", "after the second bell", "on the last evening", "while the tea was being made",
        "a year ago", "between two showers", "at the end of the tour", "in the week before the fair",
        "as soon as the lights came back", "early on Saturday",
    ),
    "quality": (
        "careful", "stubborn", "generous", "slow", "beautiful", "plain", "risky", "quiet", "hopeful", "cheap",
        "curious", "bold", "modest", "homely", "restless", "thorough",
    ),
}  # fmt: skip
SENTENCES: Final = (
    "{when} {person} carried {thing} into {place}, and the talk turned to {idea}",
    "nobody at {place} had expected {idea} to be so {quality} a subject",
    "{person} {act} {idea}, which is more than can be said for {person}",
    "what remained was {thing}, and a {quality} argument about {idea}",
    "it took {person} most of the morning to explain {thing} to {person}",
    "if {idea} sounds {quality}, come to {place} and see for yourself",
    "{person} {act} {thing} {when}",
    "the {quality} answer is that {thing} belongs in {place}",
    "we had planned for {idea}; instead {person} showed us {thing}",
    "there is something {quality} about {thing} when it lies on a table in {place}",
    "{when} we counted the chairs, opened the windows and forgot about {idea}",
    "two people from {place} promised to send {thing}, and {person} promised to believe them",
    "the question that stayed with me came from {person}: is {idea} ever {quality} enough",
    "once {person} had sat down, {idea} seemed a {quality} thing to care about",
    "not everybody {act} {idea}, but {person} certainly did",
    "a {quality} plan for next year involves {place}, {thing} and a good deal of {idea}",
)
HEADINGS: Final = (
    "What {place} taught us", "A {quality} beginning", "In praise of {idea}", "Questions from {place}",
    "The story of {thing}", "Why {idea} matters", "Something {quality} for next time", "Lunch, and {idea}",
    "{when}", "Notes on {thing}",
)  # fmt: skip
TITLES: Final = (
    "On {idea}, from {place}", "A {quality} day in {place}", "How {person} found {thing}", "{idea}: a {quality} report",
    "What {person} said {when}", "{thing} comes to {place}",
)  # fmt: skip
CODE: Final = '''from collections import Counter
from pathlib import Path

SHELF = Path("shelf-{shelf}")


class Catalogue:
    """Count what stands on the shelf, and say what is borrowed too often."""

    def __init__(self, limit: int = {limit}) -> None:
        self.limit = limit
        self.loans: Counter[str] = Counter()

    def lend(self, title: str, copies: int = 1) -> bool:
        if copies < 1 or self.loans[title] + copies > self.limit:
            return False  # somebody has to wait
        self.loans[title] += copies
        return True


def popular(catalogue: Catalogue, least: float = {least}.5) -> list[str]:
    return [f"{{title}}: {{count:>3}}" for title, count in catalogue.loans.items() if count >= least]


if __name__ == "__main__":
    shown = Catalogue()
    for place in sorted(SHELF.glob("*.txt")):
        shown.lend(place.stem.replace("-", " "), copies=len(place.read_text().splitlines()))
    print("\\n".join(popular(shown)) or "nothing yet")'''

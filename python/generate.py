"""Makes runform/results.py from the JSON Schema of the analysis document.

    runform schema | python generate.py > runform/results.py

Names, types and texts are those of the document, so that they are written down once.
"""

from __future__ import annotations

import json
import keyword
import sys
import textwrap
from typing import Any

HEAD = '''"""What an analysis says, as typed objects.

Made from the JSON Schema of the document by generate.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

_T = TypeVar("_T")


def _maybe(of: Callable[[Any], _T], value: Any) -> _T | None:
    return None if value is None else of(value)


def _all(of: Callable[[Any], _T], values: Any) -> list[_T]:
    return [] if values is None else [of(value) for value in values]


def _pair(value: Any) -> tuple[float, float]:
    return (value[0], value[1])


@dataclass(frozen=True)
class Fact:
    """Something runform says: a code for programs, a message for people."""

    code: str
    """Stable; docs/notes.md and docs/findings.md list them."""
    message: str
    """The same in words."""
    data: Mapping[str, Any]
    """What the message is about: numbers in SI-like units, ids, words of the file."""

    def __str__(self) -> str:
        return self.message

    @classmethod
    def of(cls, value: Any) -> Fact:
        """From its part of a document."""
        if isinstance(value, str):
            return cls("", value, {})
        return cls(value.get("code", ""), value.get("message", ""), value)
'''


class Maker:
    def __init__(self, schema: dict[str, Any]) -> None:
        self.schema = schema
        self.defs: dict[str, Any] = schema["$defs"]
        self.done: dict[str, str] = {}
        self.out: list[str] = []

    @staticmethod
    def words(schema: dict[str, Any]) -> list[str] | None:
        """The words of a closed list."""
        if "enum" in schema:
            return list(schema["enum"])
        if "const" in schema:
            return [schema["const"]]
        if "oneOf" not in schema:
            return None
        parts = [Maker.words(part) for part in schema["oneOf"]]
        if any(part is None for part in parts):
            return None
        return [word for part in parts for word in part or []]

    @staticmethod
    def has_code(schema: dict[str, Any]) -> bool:
        if "code" in schema.get("properties", {}):
            return True
        return any(Maker.has_code(p) for key in ("anyOf", "oneOf") for p in schema.get(key, []))

    def type_of(self, schema: dict[str, Any]) -> tuple[str, str]:
        """Annotation, and the expression that makes the value of `{}`."""
        if "$ref" in schema:
            return self.named(schema["$ref"].rsplit("/", 1)[1])
        for key in ("anyOf", "oneOf"):
            if key in schema:
                parts = [p for p in schema[key] if p.get("type") != "null"]
                if len(parts) == 1:
                    return self.optional(*self.type_of(parts[0]))
                return ("Any", "{}")
        kind = schema.get("type")
        if isinstance(kind, list):
            plain = {**schema, "type": next(k for k in kind if k != "null")}
            return self.optional(*self.type_of(plain))
        if kind == "array":
            inner, make = self.type_of(schema.get("items", {}))
            if schema.get("minItems") == schema.get("maxItems") == 2:
                return (f"tuple[{inner}, {inner}]", "_pair({})" if inner == "float" else "tuple({})")
            return (f"list[{inner}]", "list({})" if make == "{}" else f"_all({self.bare(make)}, {{}})")
        if kind == "object":
            inner = schema.get("additionalProperties")
            return (f"dict[str, {self.type_of(inner)[0]}]" if isinstance(inner, dict) else "dict[str, Any]", "{}")
        plain_types = {"number": "float", "integer": "int", "string": "str", "boolean": "bool"}
        return (plain_types.get(kind or "", "Any"), "{}")

    @staticmethod
    def bare(make: str) -> str:
        return make.split("(", 1)[0]

    def optional(self, annotation: str, make: str) -> tuple[str, str]:
        if annotation == "Any":
            return ("Any", "{}")
        return (f"{annotation} | None", "{}" if make == "{}" else f"_maybe({self.bare(make)}, {{}})")

    def named(self, name: str) -> tuple[str, str]:
        schema = self.defs[name]
        words = self.words(schema)
        if words is not None:
            self.alias(name, schema, words)
            return (name, "{}")
        if self.has_code(schema):
            if "properties" in schema and "code" not in schema["properties"]:
                self.record(name, schema, fact=True)
                return (name, f"{name}.of({{}})")
            return ("Fact", "Fact.of({})")
        if "properties" in schema:
            self.record(name, schema)
            return (name, f"{name}.of({{}})")
        return ("Any", "{}")

    def alias(self, name: str, schema: dict[str, Any], words: list[str]) -> None:
        if name in self.done:
            return
        self.done[name] = name
        listed = ",\n    ".join(json.dumps(word) for word in words)
        text = f"{name} = Literal[\n    {listed},\n]\n"
        self.out.append(text + self.docstring(schema, ""))

    @staticmethod
    def docstring(schema: dict[str, Any], indent: str) -> str:
        text = " ".join(schema.get("description", "").split()).replace("\\", "\\\\")
        if not text:
            return ""
        lines = textwrap.wrap(text, 92 - len(indent))
        if len(lines) == 1:
            return f'{indent}"""{lines[0]}"""\n'
        body = "\n".join(indent + line for line in lines[1:])
        return f'{indent}"""{lines[0]}\n{body}\n{indent}"""\n'

    def record(self, name: str, schema: dict[str, Any], fact: bool = False) -> None:
        if name in self.done:
            return
        self.done[name] = name
        fields, makes = [], []
        required = set(schema.get("required", []))
        for key, field in schema["properties"].items():
            annotation, make = self.type_of(field)
            if key not in required and not annotation.endswith("None") and "default" not in field and annotation != "Any":
                annotation, make = self.optional(annotation, make)
            attribute = key + "_" if keyword.iskeyword(key) else key
            fields.append(f"    {attribute}: {annotation}\n{self.docstring(field, '    ')}")
            got = f'value["{key}"]' if key in required else f'value.get("{key}")'
            makes.append(f"            {attribute}={make.format(got)},\n")
        base = "(Fact)" if fact else ""
        if fact:
            makes[:0] = ['            code=value.get("code", ""),\n', '            message=value.get("message", ""),\n', "            data=value,\n"]
        text = f"@dataclass(frozen=True)\nclass {name}{base}:\n{self.docstring(schema, '    ')}\n"
        text += "".join(fields)
        text += f"\n    @classmethod\n    def of(cls, value: Any) -> {name}:\n        \"\"\"From its part of a document.\"\"\"\n        return cls(\n{''.join(makes)}        )\n"
        self.out.append(text)

    def whole(self) -> str:
        # Samples and steps are tables.
        skipped = {"series", "steps", "waveforms"}
        properties = {k: v for k, v in self.schema["properties"].items() if k not in skipped}
        document = {**self.schema, "properties": properties, "description": "Everything runform says about one recording."}
        self.record("Document", document)
        return HEAD + "\n\n" + "\n\n".join(self.out)


if __name__ == "__main__":
    sys.stdout.write(Maker(json.load(sys.stdin)).whole())

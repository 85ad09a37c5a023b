"""The ways to change a query: each yields the tree with one node changed, and says what was changed.

Here: syntax alone, on DuckDB's dialect. Not here: which models are changed and what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp
from sqlglot.expressions import Expression

Change = tuple[str, Expression | None]  # what is done, and what stands in place of the node; None: it is taken out

SHIFTED = {exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT, exp.EQ: exp.NEQ, exp.NEQ: exp.EQ}
SWAPPED = {exp.Min: exp.Max, exp.Max: exp.Min, exp.Sum: exp.Max, exp.Add: exp.Sub, exp.Sub: exp.Add}


@dataclass(frozen=True)
class Mutant:
    """A query with one change. `name` is the same as long as the changed part of the query is."""

    name: str
    sql: str
    alias: str  # the output column in which the change is, if any


def mutants(sql: str) -> Iterator[Mutant]:
    """Every mutant of a query, in its order; two changes that read alike are numbered."""
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    seen: dict[str, int] = {}
    made = {tree.sql(dialect="duckdb")}
    for node in list(tree.walk()):
        for name, replacement in _changes(node):
            text = _with(node, replacement, tree)
            if text in made:
                continue
            made.add(text)
            seen[name] = seen.get(name, 0) + 1
            alias = node.find_ancestor(exp.Alias)
            yield Mutant(f"{name} #{seen[name]}" if seen[name] > 1 else name, text, alias.alias if alias else "")
    yield Mutant("lose rows", f"select * from ({sql}) qualify row_number() over (order by all) % 7 <> 3", "")


def _with(node: Expression, replacement: Expression | None, tree: Expression) -> str:
    """The query with the change; the tree is left as it was."""
    parent, key, index = node.parent, node.arg_key, node.index
    if parent is None or key is None:
        return (replacement or tree).sql(dialect="duckdb")
    before = parent.args[key]
    if index is None:
        parent.args[key] = replacement
    else:
        parent.args[key] = [*before[:index], *([] if replacement is None else [replacement]), *before[index + 1 :]]
    text = tree.sql(dialect="duckdb")
    parent.args[key] = before
    return text


def _short(node: Expression) -> str:
    text = node.sql(dialect="duckdb", comments=False)
    return text if len(text) <= 90 else f"{text[:60]} .. {text[-26:]}"


def _changes(node: Expression) -> Iterator[Change]:
    """What could stand where this node stands."""
    here = _short(node)
    match node:
        case exp.Where() | exp.Having() | exp.Qualify():
            yield f"drop filter: {here}", None
        case exp.And():
            yield f"drop condition: {_short(node.left)}", node.right
            yield f"drop condition: {_short(node.right)}", node.left
            yield f"and to or: {here}", _made(exp.Or, node)
        case exp.Or():
            yield f"drop alternative: {_short(node.left)}", node.right
            yield f"drop alternative: {_short(node.right)}", node.left
            yield f"or to and: {here}", _made(exp.And, node)
        case exp.Not():
            yield f"drop not: {here}", node.this
        case exp.Literal():
            yield from _literal(node)
        case exp.Boolean():
            yield f"flip: {_short(node.parent or node)}", exp.Boolean(this=not node.this)
        case exp.In() | exp.Values():
            for index, item in enumerate(node.expressions if len(node.expressions) > 1 else []):
                yield f"drop value: {_short(item)} of {here}", _without(node, "expressions", index)
        case exp.Between():
            low, high = node.args["low"], node.args["high"]
            yield f"drop bound: {_short(low)}", exp.LTE(this=node.this.copy(), expression=high.copy())
            yield f"drop bound: {_short(high)}", exp.GTE(this=node.this.copy(), expression=low.copy())
        case exp.Order():
            yield from _order(node)
        case exp.Window():
            for index, item in enumerate(node.args.get("partition_by") or []):
                yield f"drop partition: {_short(item)}", _without(node, "partition_by", index)
        case exp.Join():
            yield from _join(node)
        case exp.Union():
            yield f"drop branch: {_short(node.right)}", node.left
            yield f"drop branch: {_short(node.left)}", node.right
            flipped = node.copy()
            flipped.set("distinct", not node.args.get("distinct"))
            yield f"flip distinct: {here}", flipped
        case exp.Case():
            yield from _case(node)
        case exp.Coalesce():
            yield f"drop default: {here}", node.this
        case exp.Distinct() if isinstance(node.parent, exp.Select):
            yield f"drop distinct: {_short(node.parent)}", None
        case exp.Distinct():
            yield f"drop distinct: {_short(node.parent or node)}", node.expressions[0]
    for pairs, what in ((SHIFTED, "shift bound"), (SWAPPED, "swap")):
        if type(node) in pairs:
            yield f"{what}: {here}", _made(pairs[type(node)], node)


def _made(kind: type[Expression], node: Expression) -> Expression:
    """Another kind of expression over the same parts."""
    return kind(**{key: value.copy() for key, value in node.args.items() if isinstance(value, Expression)})


def _without(node: Expression, key: str, index: int) -> Expression:
    copied = node.copy()
    copied.set(key, [item for position, item in enumerate(copied.args[key]) if position != index])
    return copied


def _with_next_first(node: Expression, key: str, index: int) -> Expression:
    copied = node.copy()
    items = list(copied.args[key])
    items[index : index + 2] = items[index + 1], items[index]
    copied.set(key, items)
    return copied


def _literal(node: exp.Literal) -> Iterator[Change]:
    where = _short(node.parent or node)
    if node.is_string:
        yield f"change value: '{node.name}' in {where}", exp.Literal.string(_other(node.name))
    elif node.is_int:
        yield f"one more: {node.name} in {where}", exp.Literal.number(int(node.name) + 1)
        if int(node.name) > 0:
            yield f"one less: {node.name} in {where}", exp.Literal.number(int(node.name) - 1)


def _other(text: str) -> str:
    """The next school year or quarter, else a text that no code list has."""
    if len(text) == 9 and text[:4].isdigit() and text[4] == "-":
        return f"{int(text[:4]) + 1}-{int(text[5:]) + 1}"
    if len(text) == 6 and text[:4].isdigit() and text[4] == "Q":
        return f"{int(text[:4]) + 1}{text[4:]}"
    return f"{text}_"


def _order(node: exp.Order) -> Iterator[Change]:
    items = node.expressions
    for index, item in enumerate(items):
        flipped = node.copy()
        flipped.expressions[index].set("desc", not item.args.get("desc"))
        yield f"flip order: {_short(item)}", flipped
        if len(items) > 1:
            yield f"drop order: {_short(item)}", _without(node, "expressions", index)
        if index + 1 < len(items):
            yield f"swap order: {_short(item)} with the next", _with_next_first(node, "expressions", index)


def _join(node: exp.Join) -> Iterator[Change]:
    here = _short(node)
    changed = node.copy()
    if node.kind in {"SEMI", "ANTI"}:
        changed.set("kind", "ANTI" if node.kind == "SEMI" else "SEMI")
        yield f"change join: {here}", changed
        yield f"drop join: {here}", None
    elif node.side == "LEFT":
        changed.set("side", None)
        changed.set("kind", "INNER")
        yield f"change join: {here}", changed
    elif node.kind == "INNER":
        changed.set("side", "LEFT")
        changed.set("kind", None)
        yield f"change join: {here}", changed
    if node.args.get("on") is not None and not isinstance(node.args["on"], exp.And):
        loose = node.copy()
        loose.set("on", exp.true())
        yield f"drop condition: {_short(node.args['on'])}", loose


def _case(node: exp.Case) -> Iterator[Change]:
    branches, default = node.args["ifs"], node.args.get("default")
    for index, branch in enumerate(branches):
        label = f"{_short(branch.this)} then {_short(branch.args['true'])}"
        if len(branches) > 1:
            yield f"drop branch: {label}", _without(node, "ifs", index)
        else:
            yield f"always: {label}", branch.args["true"]
            if default is not None:
                yield f"never: {label}", default
        if index + 1 < len(branches) and node.this is None:
            yield f"swap branches: {label} with the next", _with_next_first(node, "ifs", index)
    if default is not None:
        bare = node.copy()
        bare.set("default", None)
        yield f"drop else: {_short(default)}", bare

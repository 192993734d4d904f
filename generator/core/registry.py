"""Extension registry: every module of a folder that keeps the folder's contract is registered, with no list to edit.

A contract is a `typing.Protocol`. Its annotations are the constants a module defines, optional if they have a value;
its methods are the functions a module defines, each of whose parameters may be omitted. If a module defines several
extensions (checks), a decorator collects the arguments of each, verified by `filled` and `fitted`. Violations raise
`ContractError` at discovery.
"""

import dataclasses
import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any, Literal, NamedTuple, NoReturn, TypeVar

P = TypeVar("P")
REQUIRED = object()  # default of a constant that has none
WORDS = {str: "一段文字", bool: " True 或 False", int: "一个整数", Callable: "一个函数"}


class ContractError(Exception):
    """Violation of the contract of a folder; the message names the module and what to write."""


def discover(package: str, *, packages: bool = False) -> Iterator[ModuleType]:
    """Import the public modules of a package, sorted by name; with `packages`, only its subpackages."""
    folder = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(folder.__path__), key=lambda info: info.name):
        if not info.name.startswith("_") and (info.ispkg or not packages):
            yield importlib.import_module(f"{package}.{info.name}")


def implementation(module: ModuleType, protocol: Callable[..., P]) -> P:
    """Return a module typed as its protocol: constants checked or defaulted, functions accepting all parameters."""
    members: dict[str, object] = {}
    for name, kind in _constants(protocol).items():
        members[name] = constant(module, name, kind, getattr(protocol, name, REQUIRED))
    for name, parameters in _functions(protocol).items():
        members[name] = function(module, name, parameters)
    return typing.cast(P, SimpleNamespace(**members))


def implementations(modules: Iterable[ModuleType], protocol: Callable[..., P]) -> tuple[P, ...]:
    """Return the modules that define any member of a protocol, typed as that protocol."""
    return tuple(
        implementation(module, protocol) for module in modules if has_any_of(module, typing.cast(type, protocol))
    )


def has_any_of(module: ModuleType, protocol: type) -> bool:
    """True if a module defines any member of a protocol, inherited members aside."""
    own = (*vars(protocol).get("__annotations__", ()), *_own_functions(protocol))
    return any(hasattr(module, name) for name in own)


def constant(module: ModuleType, name: str, kind: Any, default: object) -> object:
    """Return a constant of a module, checked against `kind`, else the default; rejects a missing `REQUIRED` one."""
    value: object = getattr(module, name, default)
    if value is REQUIRED:
        reject(module, f"没有写 {name}", f"请写上 {name} = …，它应是{_kind_in_words(kind)}")
    if not _is_of(value, kind):
        reject(module, f"{name} 写成了 {value!r}", f"它应是{_kind_in_words(kind)}")
    return value


def function(module: ModuleType, name: str, parameters: tuple[str, ...]) -> Callable[..., Any]:
    """Return a function of a module, adapted by `fitted`."""
    call = getattr(module, name, None)
    if not callable(call):
        reject(module, f"没有函数 {name}", f"请写上 {_signature(name, parameters)}，用不到的参数可以不写")
    return fitted(module, name, call, parameters)


def fitted(module: ModuleType, name: str, call: Callable[..., Any], parameters: tuple[str, ...]) -> Callable[..., Any]:
    """Adapt a function to be called with all `parameters` by position; it receives those it declares."""
    wanted = tuple(inspect.signature(call).parameters)
    for parameter in wanted:
        if parameter not in parameters:
            signature = _signature(name, parameters)
            reject(module, f"函数 {name} 的参数“{parameter}”不在约定之中", f"请从 {signature} 的参数里选用")
    if wanted == parameters:
        return call
    if wanted == parameters[: len(wanted)]:
        return lambda *given: call(*given[: len(wanted)])
    positions = [parameters.index(parameter) for parameter in wanted]
    return lambda *given: call(*(given[position] for position in positions))


def _signature(name: str, parameters: tuple[str, ...]) -> str:
    return f"def {name}({', '.join(parameters)})"


def filled(
    module: ModuleType,
    place: str,
    contract: Callable[..., P],
    arguments: tuple[object, ...],
    options: Mapping[str, object],
) -> P:
    """Build the dataclass `contract` from the arguments of a decorator; `place` names it in errors."""
    fields = {field.name: field for field in dataclasses.fields(typing.cast(Any, contract))}
    kinds = typing.get_type_hints(contract)
    given = {**dict(zip(fields, arguments, strict=False)), **options}
    for name in given.keys() - fields.keys():
        reject(module, f"{place}没有“{name}”这一项", f"请从 {'、'.join(fields)} 里选用")
    for name, field in fields.items():
        if name in given and not _is_of(given[name], kinds[name]):
            reject(module, f"{place}的 {name} 写成了 {given[name]!r}", f"它应是{_kind_in_words(kinds[name])}")
        elif name not in given and field.default is dataclasses.MISSING:
            reject(module, f"{place}没有写 {name}", f"它应是{_kind_in_words(kinds[name])}")
    return contract(**given)


class Maker(NamedTuple):
    """A function called with keyword arguments, and the names of those it declares."""

    make: Callable[..., Iterable[Any]]
    given: frozenset[str]


def makers(modules: Iterable[ModuleType], protocol: type) -> Mapping[str, Maker]:
    """Return the only function of a protocol from each module that defines it, by module name."""
    (name,) = _own_functions(protocol)
    by_name: dict[str, Maker] = {}
    for module in modules:
        if hasattr(module, name):
            implementation(module, protocol)  # rejects violations
            call = getattr(module, name)
            by_name[module.__name__.rpartition(".")[2]] = Maker(call, frozenset(inspect.signature(call).parameters))
    return by_name


def docstring(module: ModuleType, purpose: str, call: Callable[..., Any] | None = None) -> str:
    """Return the docstring of a module, or of a function in it; required, since it is published."""
    text = ((call or module).__doc__ or "").strip()
    if not text:
        place = f"函数 {call.__name__} " if call else ""
        reject(module, f"{place}没有写文档字符串", f'请在{"它的" if call else ""}第一行写上 """…"""，{purpose}')
    return text


def reject(module: ModuleType, problem: str, remedy: str) -> NoReturn:
    """Raise `ContractError` with problem and remedy."""
    raise ContractError(f"{file_of(module)}：{problem}，{remedy}。")


def file_of(module: ModuleType) -> str:
    """Return the path of a module in the repository."""
    path = module.__name__.replace(".", "/")
    return f"{path}/__init__.py" if hasattr(module, "__path__") else f"{path}.py"


@cache
def _constants(protocol: Any) -> dict[str, Any]:
    """Return the annotations of a protocol by name, inherited ones included."""
    return typing.get_type_hints(protocol)


@cache
def _functions(protocol: Any) -> dict[str, tuple[str, ...]]:
    """Return the parameters of the functions of a protocol by name, inherited ones included."""
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False) and base is not typing.Protocol]
    return {name: parameters for base in bases for name, parameters in _own_functions(base).items()}


@cache
def _own_functions(protocol: type) -> dict[str, tuple[str, ...]]:
    methods = {name: value for name, value in vars(protocol).items() if inspect.isfunction(value) and name[0] != "_"}
    return {name: tuple(inspect.signature(method).parameters)[1:] for name, method in methods.items()}


def _is_of(value: object, kind: Any) -> bool:
    """True if a value matches an annotation: a class, a `Literal`, or a homogeneous tuple."""
    if typing.get_origin(kind) is Literal:
        return value in typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        return isinstance(value, tuple) and all(_is_of(item, typing.get_args(kind)[0]) for item in value)
    return isinstance(value, typing.get_origin(kind) or kind)


def _kind_in_words(kind: Any) -> str:
    if typing.get_origin(kind) is Literal:
        return "".join(f"“{word}”" for word in typing.get_args(kind)) + "之一"
    if typing.get_origin(kind) is tuple:
        return f"元组，每一项是{_kind_in_words(typing.get_args(kind)[0])}"
    origin = typing.get_origin(kind) or kind
    return WORDS.get(origin, f" {getattr(origin, '__qualname__', kind)}")

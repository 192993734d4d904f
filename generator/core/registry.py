"""Extension registry: every module of a folder is in force, with no list to edit, if it keeps the folder's contract.

A contract is a `typing.Protocol`. Its annotations are the constants a module defines, those with a value may be left
out; its methods are the functions a module defines, each of whose parameters may be left out. Where a module holds
several things (checks), a decorator keeps the arguments of each, and `filled` and `fitted` verify them. What a module
lacks or has wrong is told in one sentence when it is discovered, not by what fails later.
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
WORDS = {str: "一段文字", bool: " True 或 False", int: "一个整数", Callable: "一个函数"}


class ContractError(Exception):
    """A module does not keep the contract of its folder; the message names the file and what to write."""


def discover(package: str, *, packages: bool = False) -> Iterator[ModuleType]:
    """Import the modules of a package, or its `packages` alone, sorted by name; names that begin with `_` are private.

    A folder that holds a package for each kind of thing may so have modules of its own beside them.
    """
    folder = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(folder.__path__), key=lambda info: info.name):
        if not info.name.startswith("_") and (info.ispkg or not packages):
            yield importlib.import_module(f"{package}.{info.name}")


def implementation(module: ModuleType, protocol: Callable[..., P]) -> P:
    """Return a module typed as its protocol: values checked or by default, functions that take all parameters."""
    members: dict[str, object] = {}
    for name, kind in _constants(protocol).items():
        default = {"default": getattr(protocol, name)} if hasattr(protocol, name) else {}
        members[name] = constant(module, name, kind, **default)
    for name, parameters in _functions(protocol).items():
        members[name] = function(module, name, parameters)
    return typing.cast(P, SimpleNamespace(**members))


def implementations(modules: Iterable[ModuleType], protocol: Callable[..., P]) -> tuple[P, ...]:
    """Return the modules that define anything a protocol asks for, typed as that protocol."""
    return tuple(
        implementation(module, protocol) for module in modules if has_any_of(module, typing.cast(type, protocol))
    )


def has_any_of(module: ModuleType, protocol: type) -> bool:
    """True if a module defines anything that a protocol itself asks for, inherited members aside."""
    own = (*vars(protocol).get("__annotations__", ()), *_own_functions(protocol))
    return any(hasattr(module, name) for name in own)


def constant(module: ModuleType, name: str, kind: Any, **default: object) -> object:
    """Return a value that a module defines, of the right kind; without `default` it must be there."""
    if not hasattr(module, name):
        if "default" in default:
            return default["default"]
        reject(module, f"没有写 {name}", f"请写上 {name} = …，它应是{_kind_in_words(kind)}")
    value: object = getattr(module, name)
    if not _is_of(value, kind):
        reject(module, f"{name} 写成了 {value!r}", f"它应是{_kind_in_words(kind)}")
    return value


def function(module: ModuleType, name: str, parameters: tuple[str, ...]) -> Callable[..., Any]:
    """Return a function that a module defines, to be called with all the parameters; it is given those it names."""
    call = getattr(module, name, None)
    if not callable(call):
        reject(module, f"没有函数 {name}", f"请写上 {_signature(name, parameters)}，用不到的参数可以不写")
    return fitted(module, name, call, parameters)


def fitted(module: ModuleType, name: str, call: Callable[..., Any], parameters: tuple[str, ...]) -> Callable[..., Any]:
    """Return a function of a module so that it can be called with all the parameters; it is given those it names."""
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
    """Return the dataclass that a decorator asks for, made of the arguments written there; `place` names it."""
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
    """A function of a module that is given its arguments by name, and which of them it does not leave out."""

    make: Callable[..., Iterable[Any]]
    given: frozenset[str]


def makers(modules: Iterable[ModuleType], protocol: type) -> Mapping[str, Maker]:
    """Return the one function that a protocol asks for, of the modules that define it, by their names."""
    (name,) = _own_functions(protocol)
    by_name: dict[str, Maker] = {}
    for module in modules:
        if hasattr(module, name):
            implementation(module, protocol)  # says what is wrong with it
            call = getattr(module, name)
            by_name[module.__name__.rpartition(".")[2]] = Maker(call, frozenset(inspect.signature(call).parameters))
    return by_name


def docstring(module: ModuleType, purpose: str, call: Callable[..., Any] | None = None) -> str:
    """Return the docstring of a module, or of a function in it, which must be there since people read it."""
    text = ((call or module).__doc__ or "").strip()
    if not text:
        place = f"函数 {call.__name__} " if call else ""
        reject(module, f"{place}没有写文档字符串", f'请在{"它的" if call else ""}第一行写上 """…"""，{purpose}')
    return text


def reject(module: ModuleType, problem: str, remedy: str) -> NoReturn:
    """Say what is wrong with a module and what to do."""
    raise ContractError(f"{file_of(module)}：{problem}，{remedy}。")


def file_of(module: ModuleType) -> str:
    """Return the file of a module, as one finds it in the repository."""
    path = module.__name__.replace(".", "/")
    return f"{path}/__init__.py" if hasattr(module, "__path__") else f"{path}.py"


@cache
def _constants(protocol: Any) -> dict[str, Any]:
    """Return the kinds of values that a protocol and those it extends ask for, by name."""
    return typing.get_type_hints(protocol)


@cache
def _functions(protocol: Any) -> dict[str, tuple[str, ...]]:
    """Return the functions that a protocol and those it extends ask for, with their parameters."""
    bases = [base for base in protocol.__mro__ if getattr(base, "_is_protocol", False) and base is not typing.Protocol]
    return {name: parameters for base in bases for name, parameters in _own_functions(base).items()}


@cache
def _own_functions(protocol: type) -> dict[str, tuple[str, ...]]:
    methods = {name: value for name, value in vars(protocol).items() if inspect.isfunction(value) and name[0] != "_"}
    return {name: tuple(inspect.signature(method).parameters)[1:] for name, method in methods.items()}


def _is_of(value: object, kind: Any) -> bool:
    """True if a value matches an annotation: a class, a choice of words, or a tuple of one class."""
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

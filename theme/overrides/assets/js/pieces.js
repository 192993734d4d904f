/*
 * The short pieces of words that the full-text index knows: which of them a question asks for, in which file each lies,
 * and how the list of pages that hold it is read. What generator/search decides (grams.py, postings.py) the index tells.
 */
'use strict';

JXGK.define('pieces', ['index'], (index) => {
  const MOST = 8; /* pieces a question asks for: more would only cost, the texts decide anyway */
  const LONG = new RegExp(`^(?:${index.long})$`, 's'); /* a three or a four of digits and letters */
  const TURNED = new RegExp(`^${index.turned}$`, 's'); /* a four listed under its last three, and then its first */
  const turned = (piece) => (TURNED.test(piece) ? piece.slice(1) + piece[0] : piece);
  const long = (piece) => piece.length > 2 && LONG.test(piece);
  const STAND_IN = '\ufffd';

  /* With one unit for every character: those of two are rare, and counted as one. */
  const plain = (word) => word.replace(/[\u{10000}-\u{10ffff}\ud800-\udfff]/gu, STAND_IN);

  /* The pieces that find a word: few of Han characters; all fours of a number, and threes where no four says it. */
  function cover(word) {
    if (word.length < 2) return word ? [word] : [];
    const pieces = [];
    let end = 0; /* up to here the word lies in a piece */
    for (let at = 0; at < word.length; at += 1) {
      const [four, three] = [word.slice(at, at + 4), word.slice(at, at + 3)];
      if (four.length === 4 && long(four)) {
        pieces.push(four);
        end = at + 4;
      } else if (end < at + 3 && long(three)) {
        pieces.push(three);
        end = at + 3;
      } else if (end <= at) {
        /* the last character alone: with the one before it, it says more */
        pieces.push(at + 1 < word.length ? word.slice(at, at + 2) : word.slice(-2));
        end = at + 2;
      }
    }
    return pieces;
  }

  /* All pieces: of these some more are asked for where the few let too much pass. */
  function allPieces(word) {
    const cut = (length) => Array.from(word.slice(length - 1), (_, at) => word.slice(at, at + length));
    return [...cut(2), ...[...cut(3), ...cut(4)].filter(long)];
  }

  /* Whether the lists alone tell which texts hold the word, with no look into the texts. */
  const settles = (word) => !word.includes(STAND_IN) && (word.length <= 2 || long(word));

  /* The pieces to begin with: those of numbers first, the longest say most, then of the others evenly. */
  function chosen(words) {
    const all = [...new Set(words.map(plain).flatMap(cover))].sort((a, b) => b.length - a.length);
    const few = all.filter(long).slice(0, MOST / 2);
    const rest = all.filter((piece) => !few.includes(piece));
    const step = Math.ceil(rest.length / (MOST - few.length));
    const pieces = [...few, ...rest.filter((_, at) => at % step === 0)];
    return { pieces, sure: pieces.length === all.length && words.map(plain).every(settles) };
  }

  /* Those to go on with, evenly again, beside those that were asked for. */
  function further(words, known) {
    const all = new Set(words.map(plain).flatMap(allPieces));
    const more = [...all].filter((piece) => !known.includes(piece));
    return more.filter((_, at) => at % Math.ceil(more.length / MOST) === 0);
  }

  /* ---- files and lists ---- */

  function crc32(bytes) {
    let sum = -1;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  }
  const prefixBytes = (piece) => new TextEncoder().encode(turned(piece).slice(0, index.begun));
  const shardOf = (piece) => Math.floor((crc32(prefixBytes(piece)) / 2 ** 32) * index.shards);

  const values = new Map(Array.from(index.signs, (sign, at) => [sign, at]));

  /* The numbers in a list of a segment that begins at `first`: a sign for each page, or a bit for each, the last first. */
  function decode(text, first) {
    if (text[0] !== index.mark) return Array.from(text, (sign) => first + values.get(sign));
    const numbers = [];
    for (let at = text.length - 1, start = first; at > 0; at -= 1, start += index.bits) {
      for (let value = values.get(text[at]), number = start; value; value >>= 1, number += 1) {
        if (value & 1) numbers.push(number);
      }
    }
    return numbers;
  }

  /* The pages of a segment that hold a piece; a three may be listed under the fours that begin with it. */
  function numbersIn(lists, piece, first) {
    const decodeKey = (key) => decode(lists.get(key), first);
    if (piece.length !== index.begun) return lists.has(turned(piece)) ? decodeKey(turned(piece)) : [];
    const numbers = [...lists.keys()].filter((key) => key.startsWith(piece)).flatMap(decodeKey);
    return [...new Set(numbers)].sort((a, b) => a - b);
  }

  return { chosen, further, shardOf, decode, numbersIn };
});

import { pbkdf2Sync } from "node:crypto";

/*
 * scrypt (RFC 7914), the same as node:crypto's, but in slices: that of node:crypto holds the only thread
 * of workerd for the whole of a hash, a quarter of a second and more, in which no other request is
 * answered (docs/decisions/027-passwords-in-slices.md). Takes about as long.
 */

/** The cost parameters of RFC 7914, section 2; `N` is a power of two. */
type ScryptCost = { N: number; r: number; p: number };

export type ScryptInput = ScryptCost & { password: string; salt: Uint8Array; keyBytes: number };

/** How often each of the two loops over the memory of a block is interrupted: a slice is some 3 ms. */
const PAUSES_PER_LOOP = 8;

/**
 * The key that scrypt derives. Needs 128 * N * r bytes of memory. Awaits `pause` between two slices, of
 * which there are `2 * PAUSES_PER_LOOP * p`.
 */
export async function scrypt(input: ScryptInput, pause: () => Promise<void>): Promise<Buffer> {
	const { password, salt, keyBytes, N, r, p } = input;
	const seed = pbkdf2Sync(password, salt, 1, p * 128 * r, "sha256");
	// scrypt's words are in little endian, as all platforms of workerd have them in memory.
	const blocks = new Int32Array(p * 32 * r);
	new Uint8Array(blocks.buffer).set(seed);
	const memory = new Int32Array(N * 32 * r);
	for (let start = 0; start < blocks.length; start += 32 * r) {
		await roMix(blocks.subarray(start, start + 32 * r), memory, pause);
	}
	return pbkdf2Sync(password, new Uint8Array(blocks.buffer), 1, keyBytes, "sha256");
}

/** scryptROMix (section 5) of `block`, in place. `memory` is its V. */
async function roMix(block: Int32Array, memory: Int32Array, pause: () => Promise<void>) {
	const { length } = block;
	const N = memory.length / length;
	const slice = Math.max(1, N / PAUSES_PER_LOOP);
	let current = block;
	let next: Int32Array = new Int32Array(length);
	for (let i = 0; i < N; i += 1) {
		memory.set(current, i * length);
		blockMix(current, next);
		[current, next] = [next, current];
		if (i % slice === slice - 1) await pause();
	}
	for (let i = 0; i < N; i += 1) {
		// Integerify: N is no more than 2^31, so of the last 64 bytes the first word tells enough.
		const from = (word(current, length - 16) & (N - 1)) * length;
		for (let at = 0; at < length; at += 1)
			current[at] = word(current, at) ^ word(memory, from + at);
		blockMix(current, next);
		[current, next] = [next, current];
		if (i % slice === slice - 1) await pause();
	}
	// N is even: so it is `block` again that has the result.
}

/**
 * scryptBlockMix (section 4) with Salsa20/8 (section 3) of all words of `source` into `target`. Each word
 * has a variable of its own, which is as fast as native code; with arrays it takes three times as long.
 */
function blockMix(source: Int32Array, target: Int32Array): void {
	const { length } = source;
	const last = length - 16;
	let y0 = word(source, last);
	let y1 = word(source, last + 1);
	let y2 = word(source, last + 2);
	let y3 = word(source, last + 3);
	let y4 = word(source, last + 4);
	let y5 = word(source, last + 5);
	let y6 = word(source, last + 6);
	let y7 = word(source, last + 7);
	let y8 = word(source, last + 8);
	let y9 = word(source, last + 9);
	let y10 = word(source, last + 10);
	let y11 = word(source, last + 11);
	let y12 = word(source, last + 12);
	let y13 = word(source, last + 13);
	let y14 = word(source, last + 14);
	let y15 = word(source, last + 15);
	for (let from = 0; from < length; from += 16) {
		y0 ^= word(source, from);
		y1 ^= word(source, from + 1);
		y2 ^= word(source, from + 2);
		y3 ^= word(source, from + 3);
		y4 ^= word(source, from + 4);
		y5 ^= word(source, from + 5);
		y6 ^= word(source, from + 6);
		y7 ^= word(source, from + 7);
		y8 ^= word(source, from + 8);
		y9 ^= word(source, from + 9);
		y10 ^= word(source, from + 10);
		y11 ^= word(source, from + 11);
		y12 ^= word(source, from + 12);
		y13 ^= word(source, from + 13);
		y14 ^= word(source, from + 14);
		y15 ^= word(source, from + 15);
		let x0 = y0;
		let x1 = y1;
		let x2 = y2;
		let x3 = y3;
		let x4 = y4;
		let x5 = y5;
		let x6 = y6;
		let x7 = y7;
		let x8 = y8;
		let x9 = y9;
		let x10 = y10;
		let x11 = y11;
		let x12 = y12;
		let x13 = y13;
		let x14 = y14;
		let x15 = y15;
		for (let round = 0; round < 8; round += 2) {
			x4 ^= rotate((x0 + x12) | 0, 7);
			x8 ^= rotate((x4 + x0) | 0, 9);
			x12 ^= rotate((x8 + x4) | 0, 13);
			x0 ^= rotate((x12 + x8) | 0, 18);
			x9 ^= rotate((x5 + x1) | 0, 7);
			x13 ^= rotate((x9 + x5) | 0, 9);
			x1 ^= rotate((x13 + x9) | 0, 13);
			x5 ^= rotate((x1 + x13) | 0, 18);
			x14 ^= rotate((x10 + x6) | 0, 7);
			x2 ^= rotate((x14 + x10) | 0, 9);
			x6 ^= rotate((x2 + x14) | 0, 13);
			x10 ^= rotate((x6 + x2) | 0, 18);
			x3 ^= rotate((x15 + x11) | 0, 7);
			x7 ^= rotate((x3 + x15) | 0, 9);
			x11 ^= rotate((x7 + x3) | 0, 13);
			x15 ^= rotate((x11 + x7) | 0, 18);
			x1 ^= rotate((x0 + x3) | 0, 7);
			x2 ^= rotate((x1 + x0) | 0, 9);
			x3 ^= rotate((x2 + x1) | 0, 13);
			x0 ^= rotate((x3 + x2) | 0, 18);
			x6 ^= rotate((x5 + x4) | 0, 7);
			x7 ^= rotate((x6 + x5) | 0, 9);
			x4 ^= rotate((x7 + x6) | 0, 13);
			x5 ^= rotate((x4 + x7) | 0, 18);
			x11 ^= rotate((x10 + x9) | 0, 7);
			x8 ^= rotate((x11 + x10) | 0, 9);
			x9 ^= rotate((x8 + x11) | 0, 13);
			x10 ^= rotate((x9 + x8) | 0, 18);
			x12 ^= rotate((x15 + x14) | 0, 7);
			x13 ^= rotate((x12 + x15) | 0, 9);
			x14 ^= rotate((x13 + x12) | 0, 13);
			x15 ^= rotate((x14 + x13) | 0, 18);
		}
		y0 = (y0 + x0) | 0;
		y1 = (y1 + x1) | 0;
		y2 = (y2 + x2) | 0;
		y3 = (y3 + x3) | 0;
		y4 = (y4 + x4) | 0;
		y5 = (y5 + x5) | 0;
		y6 = (y6 + x6) | 0;
		y7 = (y7 + x7) | 0;
		y8 = (y8 + x8) | 0;
		y9 = (y9 + x9) | 0;
		y10 = (y10 + x10) | 0;
		y11 = (y11 + x11) | 0;
		y12 = (y12 + x12) | 0;
		y13 = (y13 + x13) | 0;
		y14 = (y14 + x14) | 0;
		y15 = (y15 + x15) | 0;
		// Even chunks make the first half, odd ones the second.
		const to = (from >> 1) + (from & 16 ? (length >> 1) - 8 : 0);
		target[to] = y0;
		target[to + 1] = y1;
		target[to + 2] = y2;
		target[to + 3] = y3;
		target[to + 4] = y4;
		target[to + 5] = y5;
		target[to + 6] = y6;
		target[to + 7] = y7;
		target[to + 8] = y8;
		target[to + 9] = y9;
		target[to + 10] = y10;
		target[to + 11] = y11;
		target[to + 12] = y12;
		target[to + 13] = y13;
		target[to + 14] = y14;
		target[to + 15] = y15;
	}
}

function rotate(bits: number, by: number): number {
	return (bits << by) | (bits >>> (32 - by));
}

function word(words: Int32Array, at: number): number {
	return words[at] as number;
}

package license

// shingleWords is the number of words in a shingle.
const shingleWords = 5

// shingleBase is the base of the polynomial that a shingle's hash rolls on.
const shingleBase = 0x9E3779B97F4A7C15

// shingleTop is shingleBase to the power of shingleWords-1.
var shingleTop = func() uint64 {
	p := uint64(1)
	for range shingleWords - 1 {
		p *= shingleBase
	}
	return p
}()

// shingles appends the 32-bit hashes of all runs of shingleWords words to out,
// in order: one for each word but the last four.
func shingles(out []uint32, words []uint32) []uint32 {
	var sum uint64
	for i, word := range words {
		if i >= shingleWords {
			sum -= uint64(words[i-shingleWords]) * shingleTop
		}
		sum = sum*shingleBase + uint64(word)
		if i >= shingleWords-1 {
			out = append(out, mix(sum))
		}
	}
	return out
}

// mix spreads the bits of a rolling sum over 32.
func mix(x uint64) uint32 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return uint32(x ^ x>>32)
}

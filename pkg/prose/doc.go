// Package prose reads the layout of legal text and of cards: it cuts bytes into
// words, lines, blocks, lists and sentences, each item of a list with the words
// that lead it in, and reads numbers, sums of money, places and quotations in
// them. It knows no clause and no licence; what a sentence means is for those
// who ask.
//
// A text is cut once, by Cut, whoever asks: the matcher of clauses and whoever
// accounts for what was not understood go by the same segments. Offsets are
// bytes of the text as it was given.
package prose

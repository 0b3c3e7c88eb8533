// Package card reads model, dataset and space cards: the front matter as the
// Hub finds it, with the place of every value, and the prose, cut into
// sections, with code and HTML told apart.
//
// Start with Parse. It never fails: what is wrong with a card is a Problem in
// it, and what stands in a broken block is never taken as declared. The package
// says what an author wrote; which licence that is, and what a clause in the
// prose means, is for others to judge.
package card

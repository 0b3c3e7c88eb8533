// Package card reads model, dataset and space cards: the front matter as the
// Hub finds it, with the place of every value, and the prose, cut into
// sections, with code and HTML told apart.
//
// Start with Parse. It never fails: what is wrong with a card is a Problem in
// it, and what stands in a broken block is never taken as declared. The package
// says what an author wrote; which licence that is, and what a clause in the
// prose means, is for others to judge.
//
// Where things stand: the front matter in fence.go, frontmatter.go and reader.go;
// the body as people read it in reading.go, markdown.go and section.go; the rules
// by which places that speak of terms are found in rules.go, these Statements in
// statement.go, answers to questions in answer.go, licences in tables in column.go
// and in badges in badge.go; what a card says of itself in claims.go, and which
// other works it names in named.go.
package card

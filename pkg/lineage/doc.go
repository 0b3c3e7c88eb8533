// Package lineage knows what a model is made from: its base models, adapters,
// merges and training data, as a graph, and which terms travel along it.
//
// Walk builds the Graph out of what a loader says of each repository; the
// package itself does no I/O. Graph.Terms returns what the ancestors impose on
// the root, as findings with their path.
package lineage

// Package gate is a hub endpoint that audits a repository before it lets a
// download through. It stands where a client's HF_ENDPOINT points, passes on
// what a policy allows, and refuses the rest before the first byte, in words
// that the clients print.
//
// A request goes through three pure steps and one that does I/O: the path is
// read into plain segments (path.go), looked up in a table of the hub's routes
// (routes.go), decided for the commit that its revision means (decide.go), and
// only then carried to the hub (proxy.go). What is forwarded is written anew
// from what was judged: the hub is asked for the commit, not for the words of
// the client. Whatever fails on the way refuses.
//
// It needs net/http, which it serves and asks. Files are below it, in package
// state.
package gate

// Package github reads source repositories on GitHub: which files they hold, the
// documents among them, and under which licence GitHub's API says that they are.
// It never fetches code.
package github

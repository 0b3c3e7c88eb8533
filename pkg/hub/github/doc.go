// Package github looks into source repositories on GitHub: which files they
// hold and under which licence, as GitHub's API says. It never fetches code.
package github

package ref

import "strings"

// The sites of other hubs, whose addresses are read.
const (
	ollamaSite    = "ollama.com"
	githubSite    = "github.com"
	rawGitHubSite = "raw.githubusercontent.com"
)

// isHubHost reports whether s is a name of the Hugging Face Hub.
func isHubHost(s string) bool {
	switch siteOf(s) {
	case "huggingface.co", "hf.co":
		return true
	}
	return false
}

// otherSite says what to do with the address of a site that gets pasted by
// mistake; it is empty for a host not known.
func otherSite(host string) string {
	const instead = "; give the model's owner/name on huggingface.co"
	switch siteOf(host) {
	case "gitlab.com":
		return "this is a repository of code" + instead
	case "hf-mirror.com":
		return "this is a mirror; give owner/name and name the mirror with --hub-url or HF_ENDPOINT"
	case "kaggle.com", "replicate.com":
		return "this is another site" + instead
	}
	return ""
}

// isSite tells the host of an address from the owner of a repository.
func isSite(host string) bool {
	switch siteOf(host) {
	case ollamaSite, githubSite, rawGitHubSite, modelscopeCN, modelscopeAI, civitaiSite:
		return true
	}
	return isHubHost(host) || otherSite(host) != ""
}

// siteOf is a host's name without "www." and the usual ports, in lower case.
func siteOf(host string) string {
	host = strings.ToLower(host)
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":443"), ":80")
	return strings.TrimPrefix(host, "www.")
}

// isSitePage tells the Hub's own pages, which look like a legacy name.
func isSitePage(word string) bool {
	switch word {
	case "docs", "blog", "papers", "collections", "settings", "join", "login", "pricing",
		"organizations", "tasks", "learn", "posts", "chat", "search", "new", "api":
		return true
	}
	return false
}

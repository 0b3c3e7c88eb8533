package ref

import (
	"cmp"
	"net/url"
)

// Page is the address where people look at a repository at its revision; empty
// where there is none.
func (r Ref) Page() string {
	switch r.Hub {
	case HuggingFace:
		r.Revision = ""
		return "https://huggingface.co/" + r.String()
	case GitHub:
		page := "https://" + githubSite + "/" + r.path()
		if r.Path != "" || r.Revision != "" {
			page += "/tree/" + url.PathEscape(cmp.Or(r.Revision, "HEAD"))
		}
		if r.Path != "" {
			page += "/" + escapePath(r.Path)
		}
		return page
	case ModelScope:
		site, id := r.ModelScope()
		return "https://" + cmp.Or(site, modelscopeCN) + "/" + kindFolder(r.Kind) + "/" + id
	case Civitai:
		switch {
		case r.CivitaiVersion() != "":
			return "https://" + civitaiSite + "/" + civitaiVersions + "/" + r.Name
		case r.Revision != "":
			return "https://" + civitaiSite + "/models/" + r.Name + "?modelVersionId=" + r.Revision
		}
		return "https://" + civitaiSite + "/models/" + r.Name
	}
	return ""
}

// Site is the site of a hub other than Hugging Face's, empty for that and for
// what is asked for elsewhere.
func (r Ref) Site() string {
	switch r.Hub {
	case GitHub:
		return githubSite
	case ModelScope:
		site, _ := r.ModelScope()
		return cmp.Or(site, modelscopeCN)
	case Civitai:
		return civitaiSite
	}
	return ""
}

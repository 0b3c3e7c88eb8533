package gate

// notForUploads is what to do instead of writing through the gate.
const notForUploads = "the gate is for downloads; write to the hub itself"

// routes is the table of the hub's routes, the first that fits holds. What is
// not in it is refused. Each row with {repo} is one for models, datasets and
// spaces alike.
var routes = []Route{
	// Who and what there is: no file of a repository stands in the answers.
	{Methods: "GET HEAD", Pattern: "/api/whoami-v2", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/models", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/datasets", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/spaces", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/models-tags-by-type", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/datasets-tags-by-type", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/tasks", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/trending", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/quicksearch", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/agent-harnesses", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/collections", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/collections/{word}/{word}", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/daily_papers", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/papers/{word}", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/users/{word}/overview", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/organizations/{word}/overview", Does: Open},
	{Methods: "POST", Pattern: "/api/validate-yaml", Does: Open},

	// What a repository is, without its files.
	{Methods: "GET HEAD", Pattern: "/api/{repo}/refs", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/commits/{rev}", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/auth-check", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/scan", Does: Open},
	{Methods: "GET HEAD", Pattern: "/api/{repo}", Does: Open},

	// What leads to files, or holds them. A client that has the list of files
	// may fetch them from other hosts without asking here again.
	{Methods: "GET HEAD", Pattern: "/api/{repo}/revision/{rev}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/tree/{rev}/{path?}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/treesize/{rev}/{path?}", Does: Judged},
	{Methods: "POST", Pattern: "/api/{repo}/paths-info/{rev}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/xet-read-token/{rev}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/api/resolve-cache/{repo}/{rev}/{path}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/{repo}/resolve/{rev}/{path}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/{repo}/raw/{rev}/{path}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/{repo}/blob/{rev}/{path}", Does: Judged},
	{Methods: "GET HEAD", Pattern: "/{repo}/tree/{rev}/{path?}", Does: Judged},

	// Git asks for a repository as a whole, of whatever commits it likes.
	{Methods: "GET HEAD", Pattern: "/{repo.git}/info/refs", Does: Git},
	{Methods: "POST", Pattern: "/{repo.git}/git-upload-pack", Does: Git},
	{Methods: "POST", Pattern: "/{repo.git}/info/lfs/objects/batch", Does: Git},

	// What writes.
	{Methods: "POST", Pattern: "/{repo.git}/git-receive-pack", Does: Refused, Why: notForUploads},
	{Methods: "POST", Pattern: "/api/{repo}/commit/{rev}", Does: Refused, Why: notForUploads},
	{Methods: "POST", Pattern: "/api/{repo}/preupload/{rev}", Does: Refused, Why: notForUploads},
	{Methods: "GET HEAD", Pattern: "/api/{repo}/xet-write-token/{rev}", Does: Refused, Why: notForUploads},
	{Methods: "PUT", Pattern: "/api/{repo}/settings", Does: Refused, Why: notForUploads},
	{Methods: "POST", Pattern: "/api/repos/create", Does: Refused, Why: notForUploads},
	{Methods: "POST", Pattern: "/api/repos/move", Does: Refused, Why: notForUploads},
	{Methods: "DELETE", Pattern: "/api/repos/delete", Does: Refused, Why: notForUploads},
}

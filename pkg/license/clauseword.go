package license

import "strings"

// clauseWord reports whether a word is one that clauses are made of and names
// are not.
func clauseWord(word string) bool { return clauseWords[word] }

// topicWord reports whether a word stands in the names of institutions and in
// clauses alike, so that it is no name by itself.
func topicWord(word string) bool { return topicWords[word] }

var clauseWords = wordSet(`
	a an any are agree agreed agreement allow allowed always apply applies as available ban banned bans bar barred be been before
	being but buy can cannot cant case change changes clause commercial commercially condition conditions consent consult contact
	copy copies copying could customer customers deny denied deploy deploying deployment derivative derivatives did disclose
	distribute distributed distribution do does dont each edition eu evaluate evaluation every except exceptions excluded
	excludes excluding exclusive expire expired expires fee fees first forbid forbidden free from governed government governments
	grant granted grants has have he her hereby his hobby host hosted hosting if internal is it keep law laws lawful lawsuit
	legal licence licenced licences license licensed licensee licensees licenses licensing licensor limit limits max maximum may
	me military min modified modify monthly must my nc nd need needs never no non noncommercial none nonprofit nor not notice
	obtain only operate or organization organisation other our ours outside owner pay paid payment permission permissions permit
	permits permitted person persons personal personally please prior private production profit prohibit prohibited prohibits
	provide provided proprietary purchase purpose purposes redistribute redistribution register remove require required requires
	resell restrict restricted restriction restrictions reserved revoke revoked right rights royalties royalty sale sales sell
	selling sells shall share should sold strictly subject such sublicense term terminate terminates terms territory than that
	their them then there these they this those to train training trial under unless until up us use used user users uses using
	usage valid violate violation void waive waiver warranties warranty we when where whether which while who whom will with
	within without would written you your yours year name holder beta alpha preview confidential ask patent patents patented cost
	costs money day days month months hour hours percent per revenue employees apply attribution credit nonexclusive
	sublicensable embargo embargoed weapons weapon surveillance nur kein keine nicht verboten erlaubt nutzung kommerzielle
	kommerziell zwecke sin solo solamente uso usos prohibido comercial proibido interdit interdite
	usage commerciale seulement uniquement pas sans pour para fur ohne vietato commerciale`)

var topicWords = wordSet(`
	academia academic academics development education educational experimental public research researchers scientific scientists
	student students study teacher teachers teaching testing scholars schools universities companies enterprise enterprises
	business businesses charity charities startups europe
	european china chinese america american global worldwide open source software model models data code weights dataset datasets`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(list) {
		set[word] = true
	}
	return set
}

package words

import _ "embed"

// Files is what the names of files say, as pkg/hub compiles it from files.yaml.
//
//go:embed files.idx
var Files []byte

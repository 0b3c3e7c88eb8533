// Package hubtest is a faithful fake of the Hugging Face Hub: an http.Handler
// that answers as the Hub does, for tests of clients and for trying them out.
//
// Content comes from a folder or a txtar archive (FromFS, Parse). Every request
// is kept in a log, faults can be injected (Fault), and a request that the Hub
// would not know is remembered, so that a test can fail on it (Start does).
//
// The official JavaScript client accepts it. To see for yourself, install the
// npm package @huggingface/hub, run
//
//	fineprint demo --serve 127.0.0.1:8080
//
// and point the client's hubUrl at that address. TestProbe does so with a probe
// script when FINEPRINT_HFCLIENT names a folder that holds probe.mjs and the
// installed package.
//
// The handler imports neither testing nor httptest.
package hubtest

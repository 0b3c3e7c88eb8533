package render

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	vsa "github.com/in-toto/attestation/go/predicates/vsa/v1"
	intoto "github.com/in-toto/attestation/go/v1"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/structpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/fineprint-audit/fineprint/pkg/policy"
)

// The types of what a bundle attests.
const (
	predicateReport = homepage + "/attestation/report/v1"
	predicateVSA    = "https://slsa.dev/verification_summary/v1"
)

// Attestation is an unsigned in-toto statement.
type Attestation struct {
	Name string // of its file
	Data []byte
}

// Attest writes what a report attests: one statement with a summary of the
// report as its predicate, and of each model that has a commit a verification
// summary. Only a pass is PASSED. They are unsigned: whoever stands for them
// signs them.
func Attest(r Report, digest string, now time.Time) ([]Attestation, error) {
	var all []*intoto.ResourceDescriptor
	verdicts := map[string]any{}
	var out []Attestation
	for _, it := range newBill(r).Items {
		if it.Target == nil {
			continue
		}
		verdicts[Inert(it.Target.Target.Asked)] = string(it.Target.Verdict.Outcome)
		commit := commitDigest(it.Commit)
		if commit == nil {
			continue
		}
		subject := &intoto.ResourceDescriptor{Name: bomRef(it), Uri: it.Page, Digest: commit}
		all = append(all, subject)
		result := "FAILED"
		if it.Target.Verdict.Outcome == policy.Pass {
			result = "PASSED"
		}
		summary := &vsa.VerificationSummary{
			Verifier: &vsa.VerificationSummary_Verifier{Id: homepage}, TimeVerified: timestamppb.New(now), ResourceUri: bomRef(it),
			Policy:             &vsa.VerificationSummary_Policy{Uri: homepage + "/profile/" + r.Profile.Name, Digest: digests(r.Profile.SHA256)},
			VerificationResult: result, VerifiedLevels: []string{"FINEPRINT_" + result},
		}
		predicate, err := asStruct(summary)
		if err != nil {
			return nil, err
		}
		one, err := statement(predicateVSA, predicate, subject)
		if err != nil {
			return nil, err
		}
		out = append(out, Attestation{fmt.Sprintf("vsa-%d.json", len(all)), one})
	}
	if len(all) == 0 {
		return nil, nil // nothing here has a commit that could be attested
	}
	predicate, err := structpb.NewStruct(map[string]any{"report": map[string]any{"sha256": digest}, "tool": r.Tool.Version,
		"rules":   r.Tool.Rules,
		"profile": r.Profile.SHA256, "verdicts": verdicts})
	if err != nil {
		return nil, fmt.Errorf("attest: %w", err)
	}
	whole, err := statement(predicateReport, predicate, all...)
	if err != nil {
		return nil, err
	}
	return append([]Attestation{{"statement.json", whole}}, out...), nil
}

func digests(sha256 string) map[string]string {
	if sha256 == "" {
		return nil
	}
	return map[string]string{"sha256": sha256}
}

func statement(kind string, predicate *structpb.Struct, subjects ...*intoto.ResourceDescriptor) ([]byte, error) {
	s := &intoto.Statement{Type: intoto.StatementTypeUri, Subject: subjects, PredicateType: kind, Predicate: predicate}
	if err := s.Validate(); err != nil {
		return nil, fmt.Errorf("attest: %w", err)
	}
	return stable(s)
}

func asStruct(m proto.Message) (*structpb.Struct, error) {
	data, err := protojson.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("attest: %w", err)
	}
	out := &structpb.Struct{}
	return out, protojson.Unmarshal(data, out)
}

// stable writes a message as the same bytes every time: protojson strews blanks
// so that nobody relies on them.
func stable(m proto.Message) ([]byte, error) {
	data, err := protojson.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("attest: %w", err)
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return nil, fmt.Errorf("attest: %w", err)
	}
	data, err = json.MarshalIndent(value, "", "  ")
	return append(data, '\n'), err
}

// gitDigits is the length of the shorter ids of commits.
const gitDigits = 40

// commitDigest is a commit as a digest: of git, or of the manifest of a registry;
// nil for the number of a version, which tells nothing of what is in it.
func commitDigest(commit string) map[string]string {
	if sum, ok := strings.CutPrefix(commit, sha256Prefix); ok {
		return map[string]string{"sha256": sum}
	}
	if _, err := hex.DecodeString(commit); err != nil || len(commit) < gitDigits {
		return nil
	}
	return map[string]string{"gitCommit": commit}
}

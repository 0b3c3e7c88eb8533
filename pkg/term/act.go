package term

// Act is something that a licensee does, or does not do, with a model. A
// profile answers them; rules/kinds.yaml says which of them a clause is about.
type Act string

// The acts.
const (
	ActCommercial          Act = "commercial"            // use it in or for a business
	ActInternal            Act = "internal"              // use it inside the group only
	ActSaaS                Act = "saas"                  // let others use it as a service
	ActShipProduct         Act = "ship_product"          // put it into something that customers receive
	ActRedistributeWeights Act = "redistribute_weights"  // hand the weights on, changed or not
	ActFineTune            Act = "fine_tune"             // change it for one's own use
	ActFineTuneAndPublish  Act = "fine_tune_and_publish" // pass a changed model on
	ActTrainOnOutputs      Act = "train_on_outputs"      // train other models on what it puts out
	ActSell                Act = "sell"                  // ask money for it or for copies of it
	ActProduction          Act = "production"            // serve anybody's real work with it
	ActResearchOnly        Act = "research_only"         // do research with it and nothing else
	ActReverseEngineer     Act = "reverse_engineer"
	ActPublishBenchmarks   Act = "publish_benchmarks"
	ActRemoveSafety        Act = "remove_safety_limits"
)

// Acts lists every act, in the order in which a profile asks for them.
func Acts() []Act {
	return []Act{
		ActCommercial, ActInternal, ActSaaS, ActShipProduct, ActRedistributeWeights, ActFineTune, ActFineTuneAndPublish, ActTrainOnOutputs,
		ActSell, ActProduction, ActResearchOnly, ActReverseEngineer, ActPublishBenchmarks, ActRemoveSafety,
	}
}

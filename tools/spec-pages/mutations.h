// The list of mutations of the code that break premises of rules, held against the rules. tools/mutations-spec.txt
//
//   @ validator/linking.cc | an alias may be of another kind than the export
//   = valid-alias-export.3: kind(et) = k            the premises that it breaks, in the words of premises_of
//   - if (kind_of(*type) != alias.kind) {
//   + if (kind_of(*type) < alias.kind) {
//
//   = syntax-module                                 all of a rule
//   ! Why no mutation can break it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tools/spec-pages/page.h"

namespace modlink::spec_pages {

// By the rule's name and their number, `valid-alias-export.3`.
std::map<std::string, std::string> premises_by_name(const std::vector<Page>& pages);

// Premises for which the list has neither a mutation nor a reason, those in it that no rule has, or has in other words,
// and parts of it that have neither.
std::vector<Problem> check_mutations(const std::string& name, std::string_view list, const std::vector<Page>& pages);

}  // namespace modlink::spec_pages

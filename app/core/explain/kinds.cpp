#include "app/core/explain/answers.hpp"

namespace app::core::explain {

const std::vector<Known>& known() {
    static const std::vector<Known> all{
        {{"charge", "One charge of a plan, and what was used of it",
          R"({"kind":"charge","currency":"EUR","model":"graduated",)"
          R"("tiers":[{"up_to":"100","price":"0.10"},{"price":"0.08","flat_fee":"5"}],)"
          R"("discount":{"percent":"10"},"minimum":"20","usage":{"quantity":"150"}})"},
         explain_charge},
        {{"parts", "A period billed part by part, with usage that came late",
          R"({"kind":"parts","currency":"EUR","model":"per_unit","price":"10",)"
          R"("corrections_on":"original_part","parts":[{"came_to":["3"]},{"came_to":["4","6"]}]})"},
         explain_parts},
        {{"periods", "What a bill run bills of a subscription, and the shares of partial periods",
          R"({"kind":"periods","every":"month","anchor_day":31,"start":"2024-01-15",)"
          R"("up_to":"2024-03-10","mode":"in_advance","price":"30","currency":"EUR"})"},
         explain_periods},
        {{"wallet", "Prepaid credit: what was burned, what expired, what is left",
          R"({"kind":"wallet","lots":[)"
          R"({"id":"gift","amount":"50","priority":1,"effective_at":"2024-01-01T00:00:00Z",)"
          R"("expires_at":"2024-02-01T00:00:00Z"},)"
          R"({"id":"paid","amount":"100","priority":2,"effective_at":"2024-01-01T00:00:00Z"}],)"
          R"("usage":[{"at":"2024-01-10T12:00:00Z","quantity":"30"}],)"
          R"("until":"2024-02-10T00:00:00Z"})"},
         explain_wallet},
        {{"call", "A telephone call by its windows of the day, or by the longest prefix of a deck",
          R"({"kind":"call","dialled":"+4930123456","seconds":"95","bundle":{"left":"30"},)"
          R"("deck":[{"prefix":"49","name":"Germany","connect_fee":"0.05",)"
          R"("rates":[{"price":"0.12","per":"60","increment":"30"},)"
          R"({"from":"30","price":"0.12","per":"60","increment":"6"}]}]})"},
         explain_call},
        {{"tariff", "An electricity tariff over a meter's load: energy, demand and export by month",
          R"({"kind":"tariff","zone":"Europe/Berlin","start":"2024-01-31T22:00:00Z",)"
          R"("load_kw":["1","2","5","3"],"components":[{"name":"rent","kind":"fixed","price":"9"},)"
          R"({"name":"day","kind":"energy","tiers":[{"slots":[{"months":[1,2],)"
          R"("days":["wed","thu"],"from":"06:00","to":"24:00","price":"0.31"}]},)"
          R"({"above":"500","price":"0.28"}]},)"
          R"({"name":"peak","kind":"demand","price":"12"}]})"},
         explain_tariff},
    };
    return all;
}

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> all = [] {
        std::vector<Kind> kinds;
        for (const Known& one : known()) kinds.push_back(one.kind);
        return kinds;
    }();
    return all;
}

}  // namespace app::core::explain

#pragma once

#include <string_view>
#include <vector>

#include "app/core/register_service.hpp"
#include "pos/journal/events/shop.hpp"

namespace app::core::ring {

/// What a file is rung up into: a register and the books behind it.
class Books {
public:
    virtual ~Books() = default;

    virtual pos::store::Answer<bool> has_external_number(std::string_view number) = 0;
    virtual pos::store::Answer<std::optional<pos::store::StoredItem>> item_by_number(
        std::string_view number) = 0;
    virtual pos::store::Answer<void> add_items(const std::vector<pos::catalog::Item>& items,
                                               pos::Instant at) = 0;
    virtual pos::store::Answer<void> adjust_stock(pos::journal::StockAdjusted event,
                                                  pos::Instant at) = 0;
    /// Gives the register a command and carries out what follows.
    virtual std::expected<void, RegisterService::Error> tell(const pos::sale::Command& command,
                                                             pos::Instant at) = 0;
    virtual const pos::sale::State& state() const = 0;
    /// Whether what it was told stays.
    virtual bool keeps() const = 0;
};

/// The shop itself.
class StoreBooks final : public Books {
public:
    StoreBooks(pos::store::Store& store, RegisterService& service)
        : store_{store}, service_{service} {}

    pos::store::Answer<bool> has_external_number(std::string_view number) override;
    pos::store::Answer<std::optional<pos::store::StoredItem>> item_by_number(
        std::string_view number) override;
    pos::store::Answer<void> add_items(const std::vector<pos::catalog::Item>& items,
                                       pos::Instant at) override;
    pos::store::Answer<void> adjust_stock(pos::journal::StockAdjusted event,
                                          pos::Instant at) override;
    std::expected<void, RegisterService::Error> tell(const pos::sale::Command& command,
                                                     pos::Instant at) override;
    const pos::sale::State& state() const override { return service_.state(); }
    bool keeps() const override { return true; }

private:
    pos::store::Store& store_;
    RegisterService& service_;
};

/// A register like the shop's that keeps nothing, so that a whole file can be tried before the
/// first receipt of it is kept. It looks things up in the shop and writes nowhere.
class Rehearsal final : public Books {
public:
    Rehearsal(pos::store::Reader& reader, const ShopState& shop, pos::Random& random);

    pos::store::Answer<bool> has_external_number(std::string_view number) override;
    pos::store::Answer<std::optional<pos::store::StoredItem>> item_by_number(
        std::string_view number) override;
    pos::store::Answer<void> add_items(const std::vector<pos::catalog::Item>& items,
                                       pos::Instant at) override;
    pos::store::Answer<void> adjust_stock(pos::journal::StockAdjusted event,
                                          pos::Instant at) override;
    std::expected<void, RegisterService::Error> tell(const pos::sale::Command& command,
                                                     pos::Instant at) override;
    const pos::sale::State& state() const override { return cash_register_.state(); }
    bool keeps() const override { return false; }

private:
    pos::store::Reader& reader_;
    const pos::locale::Zone& zone_;
    pos::Random& random_;
    pos::sale::Register cash_register_;
};

}  // namespace app::core::ring

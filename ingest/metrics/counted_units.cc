#include "ingest/metrics/counted_units.h"

#include <array>

namespace sarye {
namespace {

constexpr std::array<UnitWord, 69> kCountedUnits = {{
    {"台", "units", false},
    {"臺", "units", false},
    {"部", "units", false},
    {"架", "units", false},
    {"支", "units", false},
    {"颗", "units", false},
    {"顆", "units", false},
    {"套", "units", false},
    {"片", "pieces", false},
    {"件", "pieces", false},
    {"只", "pieces", false},
    {"块", "pieces", false},
    {"塊", "pieces", false},
    {"箱", "cases", false},
    {"瓶", "bottles", false},
    {"杯", "cups", false},
    {"艘", "ships", false},
    {"척", "ships", false},
    {"座", "sites", false},
    {"间", "sites", false},
    {"間", "sites", false},
    {"人次", "people", false},
    {"名", "people", false},
    {"位", "people", false},
    {"户", "households", false},
    {"戶", "households", false},
    {"가구", "households", false},
    {"项", "items", false},
    {"項", "items", false},
    {"건", "items", false},
    {"载重吨", "deadweight tonnes", false},
    {"載重噸", "deadweight tonnes", false},
    {"修正总吨", "compensated gross tonnes", false},
    {"修正總噸", "compensated gross tonnes", false},
    {"标准箱", "TEU", false},
    {"標準箱", "TEU", false},
    {"TEU", "TEU", false},
    {"桶", "barrels", false},
    {"배럴", "barrels", false},
    {"公斤", "kg", false},
    {"公里", "km", false},
    {"客公里", "passenger km", false},
    {"人公里", "passenger km", false},
    {"吨公里", "tonne km", false},
    {"平方米", "square metres", false},
    {"平方公尺", "square metres", false},
    {"㎡", "square metres", false},
    {"立方米", "cubic metres", false},
    {"千瓦时", "kWh", false},
    {"千瓦時", "kWh", false},
    {"度电", "kWh", false},
    {"千瓦", "kW", false},
    {"兆瓦时", "MWh", false},
    {"兆瓦時", "MWh", false},
    {"兆瓦", "MW", false},
    {"吉瓦时", "GWh", false},
    {"吉瓦時", "GWh", false},
    {"吉瓦", "GW", false},
    {"GW", "GW", false},
    {"기가와트", "GW", false},
    {"메가와트", "MW", false},
    {"MWh", "MWh", false},
    {"kWh", "kWh", false},
    {"盎司", "ounces", false},
    {"亩", "mu", false},
    {"곳", "sites", false},
    {"척", "ships", false},
    {"t", "tonnes", false},
    {"新加坡元", "SGD", true},
}};

}  // namespace

std::span<const UnitWord> counted_units() {
  return kCountedUnits;
}

}  // namespace sarye

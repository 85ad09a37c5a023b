with compared as (
    select
        printed.*,
        mapping.aggregaat,
        mapping.not_computed,
        mapping.explained_by,
        mapping.note as mapping_note,
        length(split_part(printed.waarde_gedrukt, '.', 2)) as n_decimals,
        -- rounded: the noise of floating point must not decide about an edge
        round(reconciled.computed * case when printed.eenheid like 'pct%' then 100 else 1 end, 6) as waarde_berekend
    from {{ ref('published_values') }} as printed
    left join {{ ref('published_value_cells') }} as mapping
        on printed.waarde_id = mapping.waarde_id and coalesce(mapping.deel, 'waarde') = 'waarde'
    left join {{ ref('reconciled_values') }} as reconciled on printed.waarde_id = reconciled.waarde_id
),

measured as (
    select
        *,
        round(waarde_berekend - waarde, 6) as verschil,
        -- how far it is off: a bound, or an end of a range, is only missed on one side
        round(
            case
                when eenheid = 'pct_lower_bound' or (eenheid = 'pct_range' and aggregaat = 'min')
                    then greatest(waarde - waarde_berekend, 0)
                when eenheid = 'pct_upper_bound' or (eenheid = 'pct_range' and aggregaat = 'max')
                    then greatest(waarde_berekend - waarde, 0)
                else abs(waarde_berekend - waarde)
            end, 6
        ) as miss,
        case
            when eenheid in ('pct_lower_bound', 'pct_upper_bound') then 0
            else round(0.5 * power(10, -n_decimals), 6)
        end as miss_of_match,
        case eenheid
            when 'n' then round(0.02 * waarde, 6)
            when 'pct_approx' then 5
            when 'ratio_approx' then 0.05
            else 0.5
        end as miss_of_near
    from compared
),

judged as (
    select
        *,
        case
            when not_computed is not null then 'not computed'
            when waarde_berekend is null then 'not delivered'
            when eenheid = 'pct_rounded' and round(waarde_berekend) = waarde then 'match'
            when eenheid <> 'pct_rounded' and miss <= miss_of_match then 'match'
            when explained_by is not null then 'explained'
            when miss <= miss_of_near then 'near'
            else 'differs'
        end as status
    from measured
)

select
    {%- for text in [
        'waarde_id', 'publicatie', 'paragraaf', 'schooljaar', 'onderwijsvorm', 'leerjaar', 'studiegebied',
        'stageverplichting', 'duaal', 'kwartaal', 'categorie', 'maat', 'waarde_gedrukt'
    ] %}
        {{ text }},
    {%- endfor %}
    waarde,
    eenheid,
    waarde_berekend,
    verschil,
    status,
    case status when 'explained' then explained_by when 'not computed' then not_computed end as reason,
    mapping_note as note
from judged

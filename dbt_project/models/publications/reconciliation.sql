with compared as (
    select
        printed.*,
        mapping.publicatie as vergeleken_met,
        mapping.aggregaat,
        mapping.not_computed,
        mapping.note as mapping_note,
        reconciled.is_suppressed,
        other.andere_gedrukt,
        other.som_van || coalesce(' / ' || other.gedeeld_door, '') as andere_uit,
        round(0.5 * power(10, -length(split_part(printed.waarde_gedrukt, '.', 2))), 6) as rounding,
        round(0.5 * power(10, -length(split_part(other.andere_gedrukt, '.', 2))), 6) as rounding_of_other,
        -- rounded: the noise of floating point must not decide about an edge
        round(reconciled.computed * case when printed.eenheid like 'pct%' then 100 else 1 end, 6) as waarde_berekend
    from {{ ref('published_values') }} as printed
    left join {{ ref('published_value_cells') }} as mapping
        on
            printed.waarde_id = mapping.waarde_id
            and coalesce(mapping.deel, 'waarde') = 'waarde'
            and coalesce(mapping.volgnummer, 1) = 1
    left join {{ ref('reconciled_values') }} as reconciled on printed.waarde_id = reconciled.waarde_id
    left join {{ ref('contradicting_values') }} as other on printed.waarde_id = other.waarde_id
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
        round(abs(waarde_berekend - cast(andere_gedrukt as double)), 6) as miss_of_other,
        case
            when eenheid = 'n' then round(0.02 * waarde, 6)
            when eenheid = 'pct_approx' then least(5, round(0.5 * waarde, 6))
            when eenheid = 'ratio_approx' then 0.05
            when waarde_gedrukt like '%.%' then 0.5
            else 1
        end as miss_of_near
    from compared
),

judged as (
    select
        *,
        case
            when not_computed is not null then 'not computed'
            when waarde_berekend is null then 'not delivered'
            when miss <= rounding then 'match'
            when miss_of_other <= rounding_of_other then 'explained'
            when miss <= miss_of_near then 'near'
            else 'differs'
        end as status
    from measured
)

select
    {%- for column in [
        'waarde_id', 'publicatie', 'vergeleken_met', 'paragraaf', 'tekstregel', 'schooljaar', 'onderwijsvorm',
        'leerjaar', 'studiegebied', 'stageverplichting', 'duaal', 'kwartaal', 'categorie', 'maat', 'waarde_gedrukt',
        'waarde', 'eenheid', 'waarde_berekend', 'verschil', 'status', 'andere_gedrukt', 'andere_uit'
    ] %}
        {{ column }},
    {%- endfor %}
    case
        when status = 'explained' then 'The report says ' || andere_gedrukt || ' elsewhere.'
        when status = 'not computed' then not_computed
        when is_suppressed then 'R34'
    end as reason,
    mapping_note as note
from judged

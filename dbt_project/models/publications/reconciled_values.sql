{%- set dimensions = [
    'schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied',
    'stageverplichting', 'duaal', 'kwalificatie', 'kwartaal'
] -%}

with parts as (
    select
        *,
        max(aggregaat) over (partition by waarde_id) as taken,
        max(case when deel = 'deler' then 1 else 0 end) over (partition by waarde_id) = 1 as has_divisor,
        max(case when deel = 'waarde' then volgnummer end) over (partition by waarde_id) as n_selections,
        max(coalesce(length(schooljaar) - length(replace(schooljaar, '|', '')) + 1, 0))
            over (partition by waarde_id) as n_years
    from {{ ref('published_value_cells') }}
    where deel in ('waarde', 'deler')
),

selected as (
    select
        parts.waarde_id,
        parts.deel,
        parts.volgnummer,
        parts.taken,
        parts.has_divisor,
        parts.n_selections,
        parts.n_years,
        {%- for dimension in dimensions %}
            cells.{{ dimension }},
        {%- endfor %}
        cells.onderdrukt,
        case parts.kolom
            when 'aantal' then cast(cells.aantal as double)
            when 'noemer' then cast(cells.noemer as double)
            when 'rest' then cast(cells.noemer - cells.aantal as double)
            when 'aandeel' then cells.aandeel
        end as quantity
    from parts
    inner join {{ ref('reconcilable_cells') }} as cells
        on
            parts.publicatie = cells.publicatie
            {%- for dimension in dimensions + ['categorie'] %}
                and (
                    parts.{{ dimension }} is null
                    or '|' || parts.{{ dimension }} || '|' like '%|' || cells.{{ dimension }} || '|%'
                )
            {%- endfor %}
),

combined as (
    select
        waarde_id,
        volgnummer,
        taken,
        has_divisor,
        n_selections,
        n_years,
        schooljaar,
        max(case when onderdrukt then 1 else 0 end) as is_suppressed,
        sum(case when deel = 'waarde' then quantity end) as dividend,
        case when has_divisor then sum(case when deel = 'deler' then quantity end) else 1 end as divisor
    from selected
    group by waarde_id, volgnummer, taken, has_divisor, n_selections, n_years, {{ dimensions | join(', ') }}
)

select
    waarde_id,
    max(is_suppressed) = 1 as is_suppressed,
    case
        -- R34: of what rests on a hidden cell nothing is told
        when max(is_suppressed) = 1 then null
        when taken = 'som' then sum(dividend) / case when has_divisor then nullif(sum(divisor), 0) else 1 end
        when taken = 'min' then min(dividend / nullif(divisor, 0))
        when taken = 'max' then max(dividend / nullif(divisor, 0))
        when taken = 'gemiddelde' then avg(dividend / nullif(divisor, 0))
    end as computed
from combined
group by waarde_id, taken, has_divisor, n_selections, n_years
-- a period of which a year is missing is another value, and so is a mean without one of its selections
having count(distinct schooljaar) >= n_years and count(distinct volgnummer) >= n_selections

{%- set dimensions = [
    'schooljaar', 'aanbieder', 'onderwijsvorm', 'leerjaar', 'studiegebied',
    'stageverplichting', 'duaal', 'kwalificatie', 'kwartaal'
] -%}

with parts as (
    select
        *,
        count(*) over (partition by waarde_id) > 1 as has_divisor,
        coalesce(length(schooljaar) - length(replace(schooljaar, '|', '')) + 1, 0) as n_years
    from {{ ref('published_value_cells') }}
    where not_computed is null
),

selected as (
    select
        parts.waarde_id,
        parts.deel,
        parts.has_divisor,
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
    inner join {{ ref('cells') }} as cells
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
        has_divisor,
        n_years,
        {%- for dimension in dimensions %}
            {{ dimension }},
        {%- endfor %}
        max(case when onderdrukt then 0 else 1 end) as is_shown,
        sum(case when deel = 'waarde' then quantity end) as dividend,
        case when has_divisor then sum(case when deel = 'deler' then quantity end) else 1 end as divisor
    from selected
    group by waarde_id, has_divisor, n_years, {{ dimensions | join(', ') }}
)

select
    parts.waarde_id,
    case parts.aggregaat
        when 'som'
            then
                sum(combined.dividend)
                / case when parts.has_divisor then nullif(sum(combined.divisor), 0) else 1 end
        when 'min' then min(combined.dividend / nullif(combined.divisor, 0))
        when 'max' then max(combined.dividend / nullif(combined.divisor, 0))
        when 'gemiddelde' then avg(combined.dividend / nullif(combined.divisor, 0))
    end as computed
from parts
inner join combined on parts.waarde_id = combined.waarde_id
where parts.deel = 'waarde'
group by parts.waarde_id, parts.aggregaat, parts.has_divisor, parts.n_years
-- a period of which a year is missing is another value; what R34 hides in cells is not told here either
having count(distinct combined.schooljaar) >= parts.n_years and max(combined.is_shown) = 1

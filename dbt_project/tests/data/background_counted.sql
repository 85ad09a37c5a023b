{{ config(severity='error', meta={'dagster': {'ref': {'name': 'leavers_by_background'}}}) }}

{%- set flags = ['thuistaal_niet_nl', 'schooltoelage', 'opleiding_moeder_laag', 'buurt_schoolse_vertraging'] %}
{%- set columns = ['schooljaar', 'onderwijsvorm', 'studiegebied', 'kwartaal', 'kenmerk', 'waarde'] %}

-- The background of each leaver, one characteristic after the other, beside the status in each quarter: the mart, and
-- ext_05 for complete cohorts.
with complete as (
    select schooljaar
    from {{ ref('exit_quarters') }}
    group by schooljaar
    having bool_and(is_delivered)
),

backgrounds as (
    select
        leerling_id,
        schooljaar,
        'geslacht' as kenmerk,
        geslacht as waarde
    from {{ ref('stg_agodi__leerlingen') }}
    union all
    select
        leerling_id,
        schooljaar,
        'nationaliteit' as kenmerk,
        case when length(nationaliteit) > 0 then nationaliteit else 'onbekend' end as waarde
    from {{ ref('stg_agodi__leerlingen') }}
    {%- for flag in flags %}
        union all
        select
            leerling_id,
            schooljaar,
            '{{ flag }}' as kenmerk,
            case cast(has_{{ flag }} as string) when 'true' then 'J' when 'false' then 'N' else 'onbekend' end as waarde
        from {{ ref('stg_agodi__leerlingen') }}
    {%- endfor %}
),

statuses as (
    select
        leavers.schooljaar,
        leavers.onderwijsvorm,
        leavers.studiegebied,
        quarters.kwartaal,
        backgrounds.kenmerk,
        backgrounds.waarde,
        quarters.arbeidsmarktstatus as status,
        count(*) as n
    from {{ ref('leavers') }} as leavers
    inner join backgrounds
        on leavers.leerling_id = backgrounds.leerling_id and leavers.schooljaar = backgrounds.schooljaar
    inner join {{ ref('leaver_quarters') }} as quarters on leavers.leaver_nr = quarters.leaver_nr
    group by all
),

expected as (
    {{ mart_rows('leavers_by_background', columns + ['status'], source='statuses') }}
    {%- for status in ['werkend', 'werkzoekend'] %}
        union all
        select
            'ext_05' as publicatie,
            {{
                place_of([
                    'statuses.schooljaar', "'alle'", 'statuses.onderwijsvorm', "'alle'", "'alle'", "'alle'", "'alle'",
                    "'alle'", 'statuses.kwartaal'
                ])
            }} as place,
            concat_ws(': ', statuses.kenmerk, statuses.waarde, '{{ status }}') as categorie,
            sum(case when statuses.status = '{{ status }}' then statuses.n else 0 end) as aantal,
            sum(statuses.n) as noemer
        from statuses
        semi join complete on statuses.schooljaar = complete.schooljaar
        where statuses.kwartaal in (1, 4, 8)
        group by
            statuses.schooljaar, statuses.onderwijsvorm, statuses.kwartaal, statuses.kenmerk, statuses.waarde
    {%- endfor %}
),

found as (
    {{
        mart_rows(
            'leavers_by_background', columns + ['arbeidsmarktstatus'], source=ref('leavers_by_background'),
            n='n_leavers'
        )
    }}
    union all
    {{ figures_found(['ext_05']) }}
),

{{ check_figures() }}

{{ config(severity='error', meta={'dagster': {'ref': {'name': 'internship_filings'}}}) }}

{#- field of the filing as published, as staged -#}
{%- set fields = {
    'stagegever_kbo': 'stagegever_kbo',
    'sector': 'sector',
    'contract': 'stagecontract',
    'begindatum': 'begindatum_stage',
    'einddatum': 'einddatum_stage',
    'halve_dagen': 'halve_dagen',
    'medisch_onderzoek': 'has_medisch_onderzoek',
} %}

-- The filled fields of the accepted filings, one field after the other: the mart and ext_04.
with filled as (
    {% for field, column in fields.items() %}
        select
            schooljaar,
            '{{ field }}' as categorie,
            count({{ column }}) as aantal,
            count(*) as noemer
        from {{ ref('stg_agodi__zending_stage') }}
        group by schooljaar
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

filings as (
    select
        schooljaar,
        sector,
        stagecontract,
        stagegever_kbo is not null as stagegever_kbo,
        begindatum_stage is not null as begindatum,
        einddatum_stage is not null as einddatum,
        halve_dagen is not null as halve_dagen,
        has_medisch_onderzoek is not null as medisch_onderzoek
    from {{ ref('stg_agodi__zending_stage') }}
),

expected as (
    select
        'ext_04' as publicatie,
        {{ place_of(['schooljaar'] + ["'alle'"] * 8) }} as place,
        categorie,
        aantal,
        noemer
    from filled
    union all
    {{
        mart_rows(
            'internship_filings',
            ['schooljaar', 'sector', 'stagecontract', 'stagegever_kbo', 'begindatum', 'einddatum', 'halve_dagen',
            'medisch_onderzoek'], source='filings', n='1'
        )
    }}
),

found as (
    {{
        mart_rows(
            'internship_filings',
            [
                'schooljaar', 'sector', 'stagecontract', 'is_filled_stagegever_kbo', 'is_filled_begindatum',
                'is_filled_einddatum', 'is_filled_halve_dagen', 'is_filled_medisch_onderzoek'
            ],
            source=ref('internship_filings'), n='n_zendingen'
        )
    }}
    union all
    {{ figures_found(['ext_04']) }}
),

{{ check_figures() }}

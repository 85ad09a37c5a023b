with counted as (
    select
        schooljaar,
        onderwijsvorm,
        stageverplichting,
        kwartaal,
        'hoger onderwijs' as categorie,
        sum(case when is_in_hoger_onderwijs then n_leavers else 0 end) as aantal,
        sum(n_leavers) as noemer
    from {{ ref('higher_education_status') }}
    group by schooljaar, onderwijsvorm, stageverplichting, kwartaal
)

{{ cells_of('ext_01', ['schooljaar', 'onderwijsvorm', 'stageverplichting', 'kwartaal']) }}
